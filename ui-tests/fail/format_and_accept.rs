use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe26", accept = "fe26", accept_until = "2027-06-30")]
struct Visit {
    count: u32,
}

fn main() {}
