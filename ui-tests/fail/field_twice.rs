use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: u8,
    visits: u16,
}

fn main() {}
