use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(flash)]
    notice: Option<String>,
}

fn notice(visit: &mut Visit) -> &mut Option<String> {
    visit.notice_mut()
}

fn main() {}
