use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "10m", skip)]
    sudo: Expiring<u8>,
}

fn main() {}
