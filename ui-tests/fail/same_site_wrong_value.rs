use iron_session::IronSession;

#[derive(IronSession)]
#[iron(same_site = None)]
struct Visit {
    visits: u32,
}

fn main() {}
