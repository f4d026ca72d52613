use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(rename = "v", skip)]
    visits: u32,
}

fn main() {}
