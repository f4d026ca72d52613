use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    load: f64,
}

fn main() {}
