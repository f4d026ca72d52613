use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    _: u8,
    visits: u32,
}

fn main() {}
