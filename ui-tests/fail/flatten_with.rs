use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(flatten, with = hex)]
    rest: BTreeMap<String, String>,
}

fn main() {}
