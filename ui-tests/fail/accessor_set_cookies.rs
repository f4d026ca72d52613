use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    cookies: u32,
}

fn main() {}
