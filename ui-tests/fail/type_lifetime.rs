use iron_session::IronSession;

#[derive(IronSession)]
struct Visit<'a> {
    name: std::borrow::Cow<'a, str>,
}

fn main() {}
