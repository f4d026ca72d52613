//! Rules of every kind: a type, one with a constant, one for all session types, pairs, and none.

use iron_session::{Anyone, IronSession, Login, Rule, Session, SignedIn};

#[derive(IronSession)]
struct Data {
    level: u8,
}

impl Login for Data {
    fn is_signed_in(&self) -> bool {
        self.level > 0
    }
}

struct AtLeast<const LEVEL: u8>;

impl<const LEVEL: u8> Rule<Data> for AtLeast<LEVEL> {
    const PAGE: Option<&'static str> = Some("/upgrade?from=here");

    fn allows(session: &Session<Data>) -> bool {
        session.level >= LEVEL
    }
}

struct OfToday;

impl<T: IronSession> Rule<T> for OfToday {
    fn allows(session: &Session<T>) -> bool {
        session.meta().created().is_none()
    }
}

type Editor = SignedIn<Data, (AtLeast<3>, (OfToday, Anyone))>;

fn level(session: &Editor) -> u8 {
    session.level()
}

fn main() {
    let session = || {
        let keys = iron_session::Keyring::generate().expect("random bytes");
        let mut session = Data::load(&http::HeaderMap::new(), &keys);
        session.level = 5;
        session
    };
    let admitted: Editor = SignedIn::admit_by(session()).expect("allowed");
    assert_eq!(level(&admitted), 5);
    let everyone: SignedIn<Data> = SignedIn::admit(session()).expect("signed in");
    assert_eq!(SignedIn::into_session(everyone).level(), 5);
    assert!(SignedIn::admit_by::<AtLeast<6>>(session()).is_err());
}
