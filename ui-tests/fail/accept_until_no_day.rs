use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accept = "fe26", accept_until = "2027-02-29")]
struct Visit {
    count: u32,
}

fn main() {}
