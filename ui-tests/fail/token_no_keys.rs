use iron_session::IronToken;

#[derive(IronToken)]
struct MagicLink {
    email: String,
}

fn main() {}
