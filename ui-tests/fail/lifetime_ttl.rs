use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(ttl = "10m")]
    visits: u32,
}

fn main() {}
