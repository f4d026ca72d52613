use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    drop: bool,
    to_owned: u8,
    as_ref: Option<u8>,
    #[iron(get = eq)]
    equal: bool,
    #[iron(set = to_string)]
    text: String,
}

fn main() {}
