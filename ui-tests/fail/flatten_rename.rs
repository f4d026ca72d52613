use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(flatten, rename = "a")]
    rest: BTreeMap<String, String>,
}

fn main() {}
