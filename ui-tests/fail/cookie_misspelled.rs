use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cooky = "visit")]
struct Visit {
    visits: u32,
}

fn main() {}
