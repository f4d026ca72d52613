use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: std::sync::OnceLock<String>,
}

fn main() {}
