use iron_session::IronSession;

#[derive(IronSession)]
#[iron(flatten)]
struct Visit {
    visits: u32,
}

fn main() {}
