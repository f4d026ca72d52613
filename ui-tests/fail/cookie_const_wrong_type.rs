use iron_session::IronSession;

const NAME: char = 'v';

#[derive(IronSession)]
#[iron(cookie = NAME)]
struct Visit {
    visits: u32,
}

fn main() {}
