use iron_session::{Expiring, IronSession};
use std::time::Duration;

const LIFETIME: Duration = Duration::ZERO;

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = LIFETIME)]
    sudo: Expiring<u8>,
}

fn main() {}
