use iron_session::IronSession;

#[derive(IronSession)]
#[iron(secure(false))]
struct Visit {
    visits: u32,
}

fn main() {}
