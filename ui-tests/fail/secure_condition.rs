use iron_session::IronSession;

#[derive(IronSession)]
#[iron(secure = !cfg!(debug_assertions))]
struct Visit {
    visits: u32,
}

fn main() {}
