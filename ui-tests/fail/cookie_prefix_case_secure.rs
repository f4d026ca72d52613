use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "__SECURE-visit")]
struct Visit {
    visits: u32,
}

fn main() {}
