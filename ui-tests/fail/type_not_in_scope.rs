use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    id: Uuid,
}

fn main() {}
