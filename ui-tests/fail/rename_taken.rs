use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: u32,
    #[iron(rename = "visits")]
    pages: u32,
}

fn main() {}
