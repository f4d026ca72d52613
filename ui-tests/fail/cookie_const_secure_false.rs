use iron_session::IronSession;

const NAME: &str = "__Secure-visit";

#[derive(IronSession)]
#[iron(cookie = NAME, secure = false)]
struct Visit {
    visits: u32,
}

fn main() {}
