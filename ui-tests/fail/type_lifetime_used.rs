use iron_session::IronSession;

#[derive(IronSession)]
struct Visit<'a> {
    name: &'a str,
    names: Vec<&'a str>,
    visits: u32,
}

fn main() {}
