use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(flatten)]
    rest: BTreeMap<String, String>,
    #[iron(flatten)]
    more: BTreeMap<String, String>,
}

fn main() {}
