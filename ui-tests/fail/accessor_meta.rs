use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    meta: Vec<String>,
}

fn main() {}
