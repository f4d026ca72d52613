use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime)]
    sudo: Expiring<u8>,
}

fn main() {}
