use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(accessors = false)]
    visits: u32,
}

fn visits(visit: &mut Visit) {
    visit.set_visits(1);
}

fn main() {}
