use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    code: (u8, Expiring<u8>),
    codes: [Expiring<u8>; 2],
}

fn main() {}
