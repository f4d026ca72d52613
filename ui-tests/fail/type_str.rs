use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    name: str,
}

fn main() {}
