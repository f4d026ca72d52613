use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(flatten, alias = "a", alias = "b")]
    rest: BTreeMap<String, String>,
}

fn main() {}
