use iron_session::IronSession;

#[derive(IronSession)]
#[iron(alias = "visit")]
struct Visit {
    visits: u32,
}

fn main() {}
