use iron_session::IronSession;

#[derive(Default)]
struct Rest {}

#[derive(IronSession)]
struct Visit {
    #[iron(flatten)]
    rest: Rest,
}

fn main() {}
