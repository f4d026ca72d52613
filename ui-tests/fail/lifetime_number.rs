use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = 600)]
    sudo: Expiring<u8>,
}

fn main() {}
