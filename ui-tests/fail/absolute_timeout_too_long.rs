use iron_session::IronSession;

#[derive(IronSession)]
#[iron(absolute_timeout = "9000w")]
struct Visit {
    visits: u32,
}

fn main() {}
