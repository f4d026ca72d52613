use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "__Host-Http-visit", path = "/app")]
struct Visit {
    visits: u32,
}

fn main() {}
