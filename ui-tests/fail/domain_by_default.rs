use iron_session::IronSession;

#[derive(IronSession)]
#[iron(domain = "example.com")]
struct Visit {
    visits: u32,
}

fn main() {}
