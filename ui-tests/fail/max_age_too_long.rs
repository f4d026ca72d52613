use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "400d 1s")]
struct Visit {
    visits: u32,
}

fn main() {}

// T14
