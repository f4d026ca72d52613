use iron_session::IronSession;

const DOMAIN: &str = "example.com";

#[derive(IronSession)]
#[iron(domain = DOMAIN)]
struct Visit {
    visits: u32,
}

fn main() {}
