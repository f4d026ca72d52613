use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accept = "fe26", accept_until = "next summer")]
struct Visit {
    count: u32,
}

fn main() {}
