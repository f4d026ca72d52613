use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(rename = "v")]
    #[iron(rename = "w")]
    visits: u32,
}

fn main() {}
