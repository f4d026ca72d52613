use iron_session::IronSession;

#[derive(IronSession)]
#[iron(id = "yes")]
struct Visit {
    visits: u32,
}

fn main() {}
