use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format)]
struct Visit {
    count: u32,
}

fn main() {}
