use iron_session::IronSession;

#[derive(IronSession)]
#[iron(refersh_after = "1d")]
struct Visit {
    visits: u32,
}

fn main() {}
