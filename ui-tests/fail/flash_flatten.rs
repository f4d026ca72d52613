use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct Visit {
    #[iron(flash, flatten)]
    rest: Option<BTreeMap<String, String>>,
}

fn main() {}
