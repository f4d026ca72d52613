use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "401d")]
    sudo: Expiring<u8>,
}

fn main() {}
