use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(flatten)]
    rest: Vec<u8>,
}

fn main() {}
