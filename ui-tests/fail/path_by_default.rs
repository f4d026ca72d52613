use iron_session::IronSession;

#[derive(IronSession)]
#[iron(path = "/app")]
struct Visit {
    visits: u32,
}

fn main() {}
