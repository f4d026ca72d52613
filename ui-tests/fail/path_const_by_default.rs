use iron_session::IronSession;

const PATH: &str = "/app";

#[derive(IronSession)]
#[iron(path = PATH)]
struct Visit {
    visits: u32,
}

fn main() {}
