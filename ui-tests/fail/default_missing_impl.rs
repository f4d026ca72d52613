use iron_session::IronSession;

#[derive(IronSession)]
#[iron(default)]
struct Visit {
    visits: u32,
    /// When the visitor came first.
    since: Option<String>,
}

fn main() {}
