use iron_session::IronSession;

#[derive(IronSession)]
#[iron(absolute_timeout = "0s")]
struct Visit {
    visits: u32,
}

fn main() {}
