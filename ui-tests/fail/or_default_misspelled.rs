use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(or_defualt)]
    count: u32,
}

fn main() {}
