use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(default = "light")]
    theme: Box<str>,
}

fn main() {}
