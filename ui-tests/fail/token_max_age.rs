use std::time::Duration;

use iron_session::IronToken;

const ZERO: Duration = Duration::ZERO;
const TOO_LONG: Duration = Duration::from_secs(3651 * 86_400);

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "0s")]
struct Zero {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "3651d")]
struct TooLong {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "15 minutes")]
struct NoLength {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "a", max_age = never)]
struct Unquoted {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "a", max_age = ZERO)]
struct ConstZero {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = "a", max_age = TOO_LONG)]
struct ConstTooLong {
    number: u8,
}

fn main() {}
