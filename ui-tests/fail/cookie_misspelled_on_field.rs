use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(cokie = "visit")]
    visits: u32,
}

fn main() {}
