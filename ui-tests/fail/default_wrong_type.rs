use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(default = "seven")]
    visits: u32,
}

fn main() {}
