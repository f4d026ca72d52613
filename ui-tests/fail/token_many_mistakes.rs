use iron_session::IronToken;

#[derive(IronToken)]
#[iron(purpose = "session", max_age = "15", cookie = "a", rename_all = "camel", schema = "2", from = Old)]
struct MagicLink {
    #[iron(rename = "a")]
    one: u8,
    #[iron(rename = "a", accessors = false)]
    two: u8,
    #[iron(skip, with = hex)]
    three: u8,
    #[iron(defualt)]
    four: u8,
    five: str,
}

fn main() {}
