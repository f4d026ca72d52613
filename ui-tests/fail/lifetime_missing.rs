use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    sudo: Expiring<u8>,
}

fn main() {}
