use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "10m")]
    notice: Option<String>,
}

fn main() {}
