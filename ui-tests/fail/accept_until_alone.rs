use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accept_until = "2027-06-30")]
struct Visit {
    count: u32,
}

fn main() {}
