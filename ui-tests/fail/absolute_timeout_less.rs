use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = "30d", absolute_timeout = "29d")]
struct Visit {
    visits: u32,
}

fn main() {}
