use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(default = 1, default = 2)]
    visits: u32,
}

fn main() {}
