use iron_session::IronSession;

#[derive(IronSession)]
#[iron(priority = "highest")]
struct Visit {
    visits: u32,
}

fn main() {}
