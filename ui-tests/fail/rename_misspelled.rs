use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(renmae = "n")]
    visits: u32,
}

fn main() {}
