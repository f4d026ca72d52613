use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    #[iron(flash, lifetime = "10m")]
    notice: Expiring<String>,
}

fn main() {}
