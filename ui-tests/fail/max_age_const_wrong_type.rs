use iron_session::IronSession;

const MAX_AGE: u32 = 3600;

#[derive(IronSession)]
#[iron(max_age = MAX_AGE)]
struct Visit {
    visits: u32,
}

fn main() {}
