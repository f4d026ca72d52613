use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    clone: bool,
}

fn main() {}
