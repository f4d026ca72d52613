use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe26", refresh_after = "1d")]
struct Visit {
    count: u32,
}

fn main() {}
