use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe27")]
struct Visit {
    count: u32,
}

fn main() {}
