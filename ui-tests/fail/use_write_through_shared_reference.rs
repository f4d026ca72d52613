use iron_session::{IronSession, Session};

#[derive(IronSession)]
struct Visit {
    visits: u32,
}

fn visit(session: &Session<Visit>) {
    *session.visits_mut() += 1;
}

fn main() {}
