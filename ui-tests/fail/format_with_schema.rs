use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe26", schema = 1)]
struct Visit {
    count: u32,
}

fn main() {}
