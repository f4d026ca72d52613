use iron_session::IronSession;

#[derive(IronSession)]
#[iron(ignore_serde = true)]
struct Visit {
    visits: u32,
}

fn main() {}
