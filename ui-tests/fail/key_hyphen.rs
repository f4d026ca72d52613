use iron_session::IronSession;

#[derive(IronSession)]
#[iron(http-only = false, max-age = "1d")]
struct Visit {
    visits: u32,
}

fn main() {}
