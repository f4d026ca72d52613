use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "my visit")]
struct Visit {
    visits: u32,
}

fn main() {}
