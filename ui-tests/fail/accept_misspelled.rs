use iron_session::IronSession;

#[derive(IronSession)]
#[iron(acept = "fe26", accept_untill = "2027-06-30")]
struct Visit {
    count: u32,
}

fn main() {}
