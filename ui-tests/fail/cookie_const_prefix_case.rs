use iron_session::IronSession;

const NAME: &str = "__host-visit";

#[derive(IronSession)]
#[iron(cookie = NAME, domain = "example.com")]
struct Visit {
    visits: u32,
}

fn main() {}
