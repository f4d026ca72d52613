use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(ignore_serde)]
    visits: u32,
}

fn main() {}
