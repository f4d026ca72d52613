use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "")]
struct Visit {
    visits: u32,
}

fn main() {}
