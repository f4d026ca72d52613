use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: std::cell::RefCell<u32>,
}

fn main() {}
