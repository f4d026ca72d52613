use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(from = u8)]
    visits: u32,
}

fn main() {}
