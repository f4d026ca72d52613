use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    renew: Option<String>,
}

fn main() {}
