use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits_mut: u32,
    visits: u32,
}

fn main() {}
