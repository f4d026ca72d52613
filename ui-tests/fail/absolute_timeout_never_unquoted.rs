use iron_session::IronSession;

#[derive(IronSession)]
#[iron(absolute_timeout = never)]
struct Visit {
    visits: u32,
}

fn main() {}
