use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "  ")]
struct Visit {
    visits: u32,
}

fn main() {}
