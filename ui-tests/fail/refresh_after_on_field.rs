use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(refresh_after = "1d")]
    visits: u32,
}

fn main() {}
