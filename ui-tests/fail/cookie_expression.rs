use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = concat!("my", " visit"), max_age = "0s")]
struct Visit {
    visits: u32,
}

fn main() {}
