use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "1h 30m d")]
struct Visit {
    visits: u32,
}

fn main() {}
