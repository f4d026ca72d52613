use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "co.uk")]
struct Literal {
    count: u32,
}

const SUFFIX: &str = "GitHub.io";

#[derive(IronSession)]
#[iron(cookie = "visit", domain = SUFFIX)]
struct Constant {
    count: u32,
}

fn main() {}
