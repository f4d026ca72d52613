use iron_session::IronSession;

// rustc says of the struct itself that only its last field may lack a size.
#[derive(IronSession)]
struct Visit {
    name: str,
    visits: u32,
}

fn main() {}
