use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(alias = count)]
    visits: u32,
}

fn main() {}
