use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "__host-visit")]
struct Visit {
    visits: u32,
}

fn main() {}
