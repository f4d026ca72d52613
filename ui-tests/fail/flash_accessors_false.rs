use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(flash, accessors = false)]
    notice: Option<String>,
}

fn main() {}
