use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = NAME)]
struct Visit {
    visits: u32,
}

fn main() {}
