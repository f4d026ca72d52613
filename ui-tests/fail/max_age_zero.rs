use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "0d")]
struct Visit {
    visits: u32,
}

fn main() {}
