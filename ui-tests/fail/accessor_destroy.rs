use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    destroy: bool,
}

fn main() {}
