use iron_session::IronSession;

#[derive(IronSession)]
#[iron(absolute_timout = "90d")]
struct Visit {
    visits: u32,
}

fn main() {}
