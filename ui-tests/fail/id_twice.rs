use iron_session::IronSession;

#[derive(IronSession)]
#[iron(id, id)]
struct Visit {
    visits: u32,
}

fn main() {}
