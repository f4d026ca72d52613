use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "3600")]
struct Visit {
    visits: u32,
}

fn main() {}
