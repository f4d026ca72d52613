use iron_session::IronSession;

#[derive(IronSession)]
#[iron(refresh_after = "0s")]
struct Visit {
    visits: u32,
}

fn main() {}
