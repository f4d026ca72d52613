use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: Option<std::sync::RwLock<u32>>,
}

fn main() {}
