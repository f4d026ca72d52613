use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "99999999999999999999999w")]
struct Visit {
    visits: u32,
}

fn main() {}
