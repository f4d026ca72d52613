use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron("default" = 7)]
    visits: u32,
}

fn main() {}
