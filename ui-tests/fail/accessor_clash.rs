use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: u32,
    set_visits: u32,
}

fn main() {}
