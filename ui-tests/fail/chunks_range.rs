use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", chunks = 1)]
struct One {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", chunks = 5)]
struct Five {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", chunks = "2")]
struct Text {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", chunks = 2u8)]
struct Suffix {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", chunks)]
struct NoValue {
    count: u32,
}

fn main() {}
