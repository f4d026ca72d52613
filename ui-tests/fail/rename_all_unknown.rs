use iron_session::IronSession;

#[derive(IronSession)]
#[iron(rename_all = "CamelCase")]
struct Visit {
    visits: u32,
}

fn main() {}
