use iron_session::IronSession;

#[derive(IronSession)]
struct Visit;

fn main() {}
