use iron_session::IronSession;

#[derive(IronSession)]
#[iron(refresh_after = "daily")]
struct Visit {
    visits: u32,
}

fn main() {}
