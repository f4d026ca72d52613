use iron_session::IronToken;

#[derive(IronToken)]
#[iron(purpose = "session", max_age = "15m")]
struct OfSessions {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "iron-session/csrf", max_age = "15m")]
struct Reserved {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "", max_age = "15m")]
struct Empty {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "magic link", max_age = "15m")]
struct Space {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = magic-link, max_age = "15m")]
struct Unquoted {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = 7, max_age = "15m")]
struct Number {
    number: u8,
}

fn main() {}
