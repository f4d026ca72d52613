use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "-1d")]
struct Visit {
    visits: u32,
}

fn main() {}
