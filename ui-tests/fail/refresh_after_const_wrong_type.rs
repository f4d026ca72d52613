use iron_session::IronSession;

const AFTER: u64 = 60;

#[derive(IronSession)]
#[iron(refresh_after = AFTER)]
struct Visit {
    visits: u32,
}

fn main() {}
