use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "30 days", refresh_after = "20d")]
struct Visit {
    visits: u32,
}

fn main() {}
