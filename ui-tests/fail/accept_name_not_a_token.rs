use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accept = "fe26", accept_until = "2027-06-30", accept_name = "s id")]
struct Visit {
    count: u32,
}

fn main() {}
