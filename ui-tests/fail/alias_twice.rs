use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(alias = "v", alias = "v")]
    visits: u32,
}

fn main() {}
