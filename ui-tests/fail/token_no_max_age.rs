use iron_session::IronToken;

#[derive(IronToken)]
#[iron(purpose = "magic-link")]
struct MagicLink {
    email: String,
}

#[derive(IronToken)]
#[iron(purpose = "magic-link", max_agee = "15m")]
struct Misspelled {
    email: String,
}

fn main() {}
