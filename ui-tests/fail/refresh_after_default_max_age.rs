use iron_session::IronSession;

#[derive(IronSession)]
#[iron(refresh_after = "2w")]
struct Visit {
    visits: u32,
}

fn main() {}
