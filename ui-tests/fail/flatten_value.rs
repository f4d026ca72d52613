use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(flatten = true)]
    rest: BTreeMap<String, String>,
}

fn main() {}
