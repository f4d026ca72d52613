use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "besuch-für-alle")]
struct Visit {
    visits: u32,
}

fn main() {}
