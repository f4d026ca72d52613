use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    name: &'static str,
}

fn main() {}
