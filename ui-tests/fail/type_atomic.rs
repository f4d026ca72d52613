use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: std::sync::atomic::AtomicU32,
}

fn main() {}
