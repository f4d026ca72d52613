use iron_session::IronSession;

type Notice = Option<String>;

#[derive(IronSession)]
struct Visit {
    #[iron(flash)]
    notice: Notice,
}

fn notice(visit: &mut Visit) -> Option<String> {
    visit.take_notice()
}

fn main() {}
