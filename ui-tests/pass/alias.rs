use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
#[iron(rename_all = "camelCase")]
struct Visit {
    #[iron(alias = "is_logged_in", alias = "loggedIn")]
    is_logged_in: bool,
    #[iron(rename = "n", alias = "name")]
    name: String,
    #[iron(skip)]
    hidden: u8,
    #[iron(alias = "hidden", lifetime = "1m")]
    seen: Expiring<u8>,
}

fn main() {
    assert_eq!(Visit::MEMBERS, ["isLoggedIn", "n", "seen"]);
    assert_eq!(Visit::ALIASES, [("is_logged_in", 0), ("loggedIn", 0), ("name", 1), ("hidden", 2)]);
    let visit = Visit::default();
    assert_eq!((visit.is_logged_in(), visit.name(), visit.hidden(), visit.seen()), (false, "", 0, None));
}
