use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(lifetme = "10m")]
    sudo: Expiring<u8>,
}

fn main() {}
