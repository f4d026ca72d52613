use iron_session::IronSession;

#[derive(IronSession)]
#[iron(same_site = "laxer")]
struct Visit {
    visits: u32,
}

fn main() {}
