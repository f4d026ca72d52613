use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    name: Option<&'static str>,
    pairs: Vec<(u32, &'static str)>,
    names: [&'static str; 2],
}

fn main() {}
