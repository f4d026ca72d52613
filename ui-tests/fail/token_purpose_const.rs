use iron_session::IronToken;

const SESSION: &str = "session";
const RESERVED: &str = "iron-session/csrf";
const EMPTY: &str = "";
const SPACE: &str = "magic link";

#[derive(IronToken)]
#[iron(purpose = SESSION, max_age = "15m")]
struct OfSessions {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = RESERVED, max_age = "15m")]
struct Reserved {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = EMPTY, max_age = "15m")]
struct Empty {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = SPACE, max_age = "15m")]
struct Space {
    number: u8,
}

fn main() {}
