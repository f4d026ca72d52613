use iron_session::IronSession;

#[derive(IronSession)]
#[iron(flash)]
struct Visit {
    visits: u32,
}

fn main() {}
