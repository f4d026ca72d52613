use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "sid.3")]
struct Third {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Host-v1.9", chunks = 2)]
struct Ninth {
    count: u32,
}

const NAME: &str = "sid.0";

#[derive(IronSession)]
#[iron(cookie = NAME)]
struct Const {
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "sid", accept = "fe26", accept_until = "2027-06-30", accept_name = "old.1")]
struct Accepted {
    count: u32,
}

fn main() {}
