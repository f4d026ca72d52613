use iron_session::IronSession;
use std::collections::BTreeMap;

#[derive(IronSession)]
struct SessionData {
    plain: Option<Option<u8>>,
    boxed: Option<Box<std::option::Option<String>>>,
    deep: BTreeMap<String, (u8, Vec<Option<Option<bool>>>)>,
    three: Option<Option<Option<u8>>>,
    #[iron(flash)]
    notice: Option<()>,
    unit: Option<Box<()>>,
}

fn main() {}
