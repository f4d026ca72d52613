use iron_session::IronSession;

#[derive(IronSession)]
#[iron(lifetime = "10m")]
struct Visit {
    visits: u32,
}

fn main() {}
