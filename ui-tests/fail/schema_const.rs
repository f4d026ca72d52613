use iron_session::IronSession;

const NUMBER: u16 = 2;

#[derive(IronSession)]
#[iron(schema = NUMBER)]
struct Visit {
    visits: u32,
}

fn main() {}
