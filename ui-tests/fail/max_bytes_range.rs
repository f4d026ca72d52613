use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", max_bytes = 4097)]
struct TooMany {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", max_bytes = 255)]
struct TooFew {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", max_bytes = "3000")]
struct Text {
    count: u32,
}

fn main() {}
