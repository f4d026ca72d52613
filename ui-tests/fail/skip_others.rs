use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(skip, rename = "a")]
    a: u8,
    #[iron(skip, alias = "b")]
    b: u8,
    #[iron(skip, with = hex)]
    c: u8,
    #[iron(flatten, skip)]
    d: BTreeMap<String, u8>,
}

fn main() {}
