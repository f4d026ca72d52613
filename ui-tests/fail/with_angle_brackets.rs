use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(with = Hex<u8>)]
    visits: u32,
}

fn main() {}
