use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: std::sync::Arc<std::sync::Mutex<u32>>,
}

fn main() {}
