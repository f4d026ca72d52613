use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(or_default = 7)]
    count: u32,
}

fn main() {}
