use iron_session::IronSession;

#[derive(IronSession)]
#[iron(refresh_after = "1d", refresh_after = "2d")]
struct Visit {
    visits: u32,
}

fn main() {}
