use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(alias = "visits")]
    visits: u32,
}

fn main() {}
