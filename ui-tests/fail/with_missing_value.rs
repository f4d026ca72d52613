use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(with)]
    visits: u32,
}

fn main() {}
