use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(set = reset_visits)]
    visits: u32,
}

fn main() {}
