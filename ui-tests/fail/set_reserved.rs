use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(set = renew)]
    visits: u32,
}

fn main() {}
