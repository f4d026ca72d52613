use iron_session::IronSession;

const NAME: &str = "__Http-visit";

#[derive(IronSession)]
#[iron(cookie = NAME, http_only = false)]
struct Visit {
    visits: u32,
}

fn main() {}
