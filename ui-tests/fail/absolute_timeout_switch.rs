use iron_session::IronSession;

#[derive(IronSession)]
#[iron(absolute_timeout = false)]
struct Visit {
    visits: u32,
}

fn main() {}
