use iron_session::{IronSession, IronToken};

#[derive(IronSession)]
#[iron(purpose = "magic-link", max_age = "15m")]
struct Session {
    #[iron(purpose = "magic-link")]
    email: String,
}

// One struct cannot be both.
#[derive(IronSession, IronToken)]
#[iron(purpose = "magic-link", max_age = "15m")]
struct Both {
    email: String,
}

fn main() {}
