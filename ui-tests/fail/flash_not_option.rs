use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(flash)]
    notice: String,
}

fn notice(visit: &mut Visit) -> String {
    visit.set_notice("a");
    visit.take_notice()
}

fn main() {}
