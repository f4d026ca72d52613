use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    r#default: bool,
}

fn main() {}
