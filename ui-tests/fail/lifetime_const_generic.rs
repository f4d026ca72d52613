use iron_session::{Expiring, IronSession};
use std::time::Duration;

const LIFETIME: Duration = Duration::from_secs(401 * 86_400);

#[derive(IronSession)]
struct Visit<T> {
    #[iron(lifetime = LIFETIME)]
    sudo: Expiring<u8>,
    item: T,
}

fn main() {}
