use iron_session::{Expiring, IronSession};

type Sudo = Expiring<u8>;

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "10m")]
    sudo: Sudo,
}

fn main() {}
