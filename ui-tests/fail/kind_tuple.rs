use iron_session::IronSession;

#[derive(IronSession)]
struct Visit(u32, String);

fn main() {}
