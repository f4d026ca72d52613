use iron_session::IronSession;

const NAME: &str = "__Host-visit";

#[derive(IronSession)]
#[iron(cookie = NAME, path = "/app")]
struct Visit {
    visits: u32,
}

fn main() {}
