use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(cookie = "visit")]
    visits: u32,
}

fn main() {}
