use std::time::Duration;

use iron_session::{Expiring, IronSession};

const DAY: Duration = Duration::from_secs(86_400);
const WEEK: Duration = Duration::from_secs(7 * 86_400);

#[derive(IronSession)]
#[iron(max_age = "1h", absolute_timeout = "1d")]
struct Texts {
    #[iron(lifetime = "25h")]
    sudo: Expiring<u64>,
    #[iron(lifetime = "1d")]
    code: Expiring<u64>,
}

#[derive(IronSession)]
#[iron(max_age = "1h", absolute_timeout = DAY)]
struct Constants {
    #[iron(lifetime = WEEK)]
    sudo: Expiring<u64>,
    #[iron(lifetime = DAY)]
    code: Expiring<u64>,
}

#[derive(IronSession)]
#[iron(max_age = "1h", absolute_timeout = DAY)]
struct Mixed {
    #[iron(lifetime = "2d")]
    sudo: Expiring<u64>,
}

fn main() {}
