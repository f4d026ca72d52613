use iron_session::IronSession;

#[derive(IronSession)]
#[iron(SameSite = "lax")]
struct Visit {
    visits: u32,
}

fn main() {}
