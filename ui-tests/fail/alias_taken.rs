use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(alias = "name")]
    visits: u32,
    name: String,
}

fn main() {}
