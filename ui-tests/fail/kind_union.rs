use iron_session::IronSession;

#[derive(IronSession)]
union Visit {
    visits: u32,
    pages: u32,
}

fn main() {}
