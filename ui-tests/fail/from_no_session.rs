use iron_session::IronSession;

struct Old {
    visits: u32,
}

#[derive(IronSession)]
#[iron(schema = 1, from = Old)]
struct Visit {
    visits: u32,
}

impl From<Old> for Visit {
    fn from(old: Old) -> Self {
        let mut visit = Self::default();
        visit.set_visits(old.visits);
        visit
    }
}

fn main() {}
