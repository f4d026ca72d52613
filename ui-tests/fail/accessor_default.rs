use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    default: bool,
}

fn main() {}
