use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
#[iron(cookie = APP, max_age = LONG, refresh_after = SHORT, absolute_timeout = LONGEST)]
struct Visit {
    #[iron(lifetime = SHORTEST)]
    sudo: Expiring<u64>,
}

fn main() {}
