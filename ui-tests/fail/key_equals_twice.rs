use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie == "visit")]
struct Visit {
    visits: u32,
}

fn main() {}
