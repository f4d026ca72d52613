use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe26", absolute_timeout = "90d")]
struct Visit {
    count: u32,
}

fn main() {}
