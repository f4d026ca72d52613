use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = MAX_AGE)]
struct Visit {
    visits: u32,
}

fn main() {}
