use iron_session::IronSession;

#[derive(IronSession)]
#[iron(
    cookie = "visit-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789",
    max_bytes = 256,
    chunks = 2
)]
struct LongName {
    count: u32,
}

const NAME: &str =
    "visit-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789";

#[derive(IronSession)]
#[iron(cookie = NAME, max_bytes = 256, chunks = 2)]
struct LongConst {
    count: u32,
}

fn main() {}
