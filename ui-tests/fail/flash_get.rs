use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(flash, get = peek)]
    notice: Option<String>,
}

fn main() {}
