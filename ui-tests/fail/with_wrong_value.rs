use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(with = 7)]
    visits: u32,
}

fn main() {}
