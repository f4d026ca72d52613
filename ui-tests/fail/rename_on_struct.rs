use iron_session::IronSession;

#[derive(IronSession)]
#[iron(rename = "v")]
struct Visit {
    visits: u32,
}

fn main() {}
