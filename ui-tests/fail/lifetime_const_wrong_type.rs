use iron_session::{Expiring, IronSession};

const LIFETIME: u32 = 600;

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = LIFETIME)]
    sudo: Expiring<u8>,
}

fn main() {}
