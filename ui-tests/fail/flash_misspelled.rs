use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(falsh)]
    notice: Option<String>,
}

fn main() {}
