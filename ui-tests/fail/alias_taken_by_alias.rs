use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(alias = "v")]
    visits: u32,
    #[iron(alias = "v")]
    views: u32,
}

fn main() {}
