use iron_session::IronSession;

#[derive(IronSession)]
#[iron(get = visits)]
struct Visit {
    visits: u32,
}

fn main() {}
