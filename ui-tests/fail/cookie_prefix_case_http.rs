use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "__HOST-http-visit")]
struct Visit {
    visits: u32,
}

fn main() {}
