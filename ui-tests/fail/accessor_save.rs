use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    save: bool,
}

fn main() {}
