use iron_session::IronSession;

const NAME: &str = "my visit";

#[derive(IronSession)]
#[iron(cookie = NAME)]
struct Visit {
    visits: u32,
}

fn main() {}
