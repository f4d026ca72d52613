use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(accessors = "false")]
    visits: u32,
}

fn main() {}
