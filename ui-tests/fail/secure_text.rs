use iron_session::IronSession;

#[derive(IronSession)]
#[iron(secure = "yes")]
struct Visit {
    visits: u32,
}

fn main() {}
