use iron_session::IronSession;

#[derive(IronSession)]
#[iron(default = 7)]
struct Visit {
    visits: u32,
}

fn main() {}
