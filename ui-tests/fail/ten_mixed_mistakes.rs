use std::time::Duration;

use iron_session::{Expiring, IronSession};

const TOO_LONG: Duration = Duration::from_secs(500 * 86_400);

struct UserId;

#[derive(serde::Deserialize, serde::Serialize)]
struct NoDefault;

// Five that the macro sees, and five that rustc sees.
#[derive(IronSession)]
#[iron(refersh_after = "1d", max_age = TOO_LONG)]
struct Visit {
    #[iron(skip, alias = "n")]
    visits: u32,
    #[iron(flash)]
    notice: String,
    sudo: Expiring<u64>,
    #[iron(get = save)]
    saved: bool,
    #[iron(default = UserId)]
    user: UserId,
    other: NoDefault,
    #[iron(default = "seven")]
    number: u32,
    #[iron(copy)]
    list: Option<Box<u8>>,
}

fn main() {}
