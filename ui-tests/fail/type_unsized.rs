use iron_session::IronSession;

#[derive(IronSession)]
struct Slice {
    visits: u32,
    names: [u8],
}

#[derive(IronSession)]
struct Dyn {
    any: dyn std::any::Any,
}

#[derive(IronSession)]
struct Inside {
    name: Option<str>,
}

fn main() {}
