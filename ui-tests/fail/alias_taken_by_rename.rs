use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(rename = "n")]
    name: String,
    #[iron(alias = "n")]
    visits: u32,
}

fn main() {}
