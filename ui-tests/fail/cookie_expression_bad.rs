use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = concat!("my", " visit"))]
struct Visit {
    visits: u32,
}

fn main() {}
