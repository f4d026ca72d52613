use iron_session::IronSession;

#[derive(IronSession)]
#[iron(http_only =)]
struct Visit {
    visits: u32,
}

fn main() {}
