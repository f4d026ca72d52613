use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(flash = true)]
    notice: Option<String>,
}

fn main() {}
