use iron_session::IronSession;

#[derive(IronSession)]
#[iron(refresh_after = 3600)]
struct Visit {
    visits: u32,
}

fn main() {}
