use iron_session::{Expiring, IronSession};

type Sudo = Expiring<u8>;

#[derive(IronSession)]
struct Visit {
    sudo: Sudo,
}

fn main() {}
