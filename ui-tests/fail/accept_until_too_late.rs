use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accept = "fe26", accept_until = "2107-01-01")]
struct Visit {
    count: u32,
}

fn main() {}
