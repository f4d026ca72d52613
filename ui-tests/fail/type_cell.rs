use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: std::cell::Cell<u32>,
}

fn main() {}
