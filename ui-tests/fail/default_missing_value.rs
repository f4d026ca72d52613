use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(default =)]
    visits: u32,
}

fn main() {}
