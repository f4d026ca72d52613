use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accept = "fe26")]
struct Visit {
    count: u32,
}

fn main() {}
