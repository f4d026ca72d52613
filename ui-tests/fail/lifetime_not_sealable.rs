use iron_session::{Expiring, IronSession};

struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "10m")]
    sudo: Expiring<UserId>,
}

fn main() {}
