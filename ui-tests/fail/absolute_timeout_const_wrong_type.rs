use iron_session::IronSession;

const TIMEOUT: &str = "90d";

#[derive(IronSession)]
#[iron(absolute_timeout = TIMEOUT)]
struct Visit {
    visits: u32,
}

fn main() {}
