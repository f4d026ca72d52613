use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "10m")]
    sudo: Option<Expiring<u8>>,
    codes: Vec<Expiring<u8>>,
}

fn main() {}
