use iron_session::tower::SessionLayer;
use iron_session::{IronSession, Keyring, SessionManager};

#[derive(IronSession)]
struct Data {}

#[derive(IronSession)]
struct Other {}

fn without_question_mark() {
    let _ = SessionLayer::<Data>::new(Keyring::from_env("IRON_SESSION_PASSWORD"));
}

fn with_a_text() {
    let _ = SessionLayer::<Data>::new("a password of thirty-two bytes..");
}

fn of_another_type(manager: SessionManager<Other>) {
    let _ = SessionLayer::<Data>::new(manager);
}

fn main() {}
