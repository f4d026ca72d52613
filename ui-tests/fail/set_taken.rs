use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(set = set_name)]
    visits: u32,
    name: String,
}

fn main() {}
