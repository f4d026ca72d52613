use iron_session::IronSession;

#[derive(IronSession)]
#[iron(partitioned = "true")]
struct Visit {
    visits: u32,
}

fn main() {}
