use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "0m")]
    sudo: Expiring<u8>,
}

fn main() {}
