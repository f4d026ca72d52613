use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
#[iron(cooky = "visit", max_age = "30 days", same_site = "laxer", priority = "highest")]
struct Visit {
    #[iron(skip, alias = "n")]
    visits: u32,
    #[iron(flash)]
    notice: String,
    sudo: Expiring<u64>,
    #[iron(get = save)]
    saved: bool,
    #[iron(with = "not a path")]
    token: Token,
    name: str,
}

struct Token;

fn main() {}
