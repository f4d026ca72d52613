use iron_session::IronSession;

#[derive(IronSession)]
#[iron(or_default)]
struct Visit {
    count: u32,
}

fn main() {}
