use iron_session::IronSession;

#[derive(IronSession)]
#[iron]
#[iron = "visit"]
struct Visit {
    #[iron = 7]
    visits: u32,
}

fn main() {}
