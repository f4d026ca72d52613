mod elsewhere {
    #[derive(iron_session::IronSession)]
    pub struct Visit {
        #[iron(set = pub(self) choose)]
        user: Option<u64>,
        #[iron(set = false)]
        visits: u32,
    }
}

fn main() {
    let mut visit = elsewhere::Visit::default();
    let _ = (visit.user(), visit.visits());
    visit.choose(7);
    visit.put_user(None);
    visit.set_visits(7);
}
