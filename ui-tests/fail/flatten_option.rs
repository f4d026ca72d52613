use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(flatten)]
    rest: Option<BTreeMap<String, String>>,
}

fn main() {}
