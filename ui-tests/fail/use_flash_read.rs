use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(flash)]
    notice: Option<String>,
}

fn notice(visit: &Visit) -> Option<&str> {
    visit.notice()
}

fn main() {}
