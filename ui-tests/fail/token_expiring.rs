use iron_session::{Expiring, IronToken};

#[derive(IronToken)]
#[iron(purpose = "magic-link", max_age = "15m")]
struct MagicLink {
    code: Expiring<String>,
    codes: Vec<Expiring<u8>>,
}

fn main() {}
