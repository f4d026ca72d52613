use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(get = fn)]
    visits: u32,
}

fn main() {}
