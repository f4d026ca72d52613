use iron_session::IronSession;

#[derive(IronSession)]
#[iron(rename_all = camelCase)]
struct Visit {
    visits: u32,
}

fn main() {}
