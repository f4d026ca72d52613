use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    name: Option<String>,
    take_name: bool,
}

fn main() {}
