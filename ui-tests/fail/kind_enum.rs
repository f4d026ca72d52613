use iron_session::IronSession;

#[derive(IronSession)]
enum Visit {
    First,
    Later { visits: u32 },
}

fn main() {}
