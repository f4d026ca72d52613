use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "my visit", max_age = "0s")]
enum Visit {
    First,
}

fn main() {}
