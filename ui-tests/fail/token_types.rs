use std::rc::Rc;

use iron_session::IronToken;

struct UserId(u64);

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "1h")]
struct Token<'a> {
    user: UserId,
    name: &'a str,
    list: Rc<Vec<u8>>,
    #[serde(rename = "n")]
    number: Option<Option<u8>>,
}

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "1h")]
struct NotSealable {
    users: Vec<UserId>,
    #[iron(skip)]
    hidden: UserId,
    #[iron(default)]
    other: UserId,
}

fn main() {}
