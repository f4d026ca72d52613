use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe26", id)]
struct Visit {
    count: u32,
}

fn main() {}
