use iron_session::IronSession;

#[derive(IronSession)]
#[iron(absolute_timeout = "a year")]
struct Visit {
    visits: u32,
}

fn main() {}
