use iron_session::IronSession;

#[derive(IronSession)]
#[iron(absolute_timeout = "1h", refresh_after = "1h")]
struct Visit {
    visits: u32,
}

fn main() {}
