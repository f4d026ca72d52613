use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "1d", refresh_after = "24h")]
struct Visit {
    visits: u32,
}

fn main() {}
