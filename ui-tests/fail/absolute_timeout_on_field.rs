use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(absolute_timeout = "90d")]
    visits: u32,
}

fn main() {}
