use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(with = hex)]
    sudo: Expiring<u8>,
}

fn main() {}
