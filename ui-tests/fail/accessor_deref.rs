use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    deref: bool,
}

fn main() {}
