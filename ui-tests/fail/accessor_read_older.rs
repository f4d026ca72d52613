use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    read_older: bool,
    read_rest: bool,
}

fn main() {}
