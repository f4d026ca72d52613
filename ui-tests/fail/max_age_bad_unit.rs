use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "30 days")]
struct Visit {
    visits: u32,
}

fn main() {}
