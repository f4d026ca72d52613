use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accept_name = "sid")]
struct Visit {
    count: u32,
}

fn main() {}
