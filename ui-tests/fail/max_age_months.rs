use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "3M")]
struct Visit {
    visits: u32,
}

fn main() {}
