use iron_session::IronToken;

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "1h")]
enum Enum {
    A,
}

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "1h")]
struct Tuple(u8);

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "1h")]
struct Unit;

#[derive(IronToken)]
#[iron(purpose = "a", max_age = "1h")]
union Union {
    a: u8,
}

fn main() {}
