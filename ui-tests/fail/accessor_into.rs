use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    into: bool,
}

fn main() {}
