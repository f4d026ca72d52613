use iron_session::IronSession;

#[derive(IronSession)]
#[iron(crate = "not a path")]
struct Visit {
    visits: u32,
}

fn main() {}
