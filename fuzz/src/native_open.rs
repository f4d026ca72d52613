//! Loading a session from any Cookie header, from a right seal around any bytes, and from a seal that was
//! changed.
//!
//! Only what was sealed opens, and a session that was read can be written again.

use std::sync::LazyLock;

use iron_session::seal::{self, Binding};
use iron_session::{IronSession, Rejection, SessionManager};

use crate::keys::{KEYS, NOW, manager, sealed};
use crate::spelling::changed;

#[derive(IronSession)]
#[iron(cookie = "s")]
struct Session {
    user: Option<String>,
    visits: u32,
    tags: Vec<String>,
}

static SESSIONS: LazyLock<SessionManager<Session>> = LazyLock::new(manager);

const BINDING: Binding<'static> = Binding { purpose: seal::SESSION, name: "s" };

/// Runs one input.
pub fn run(data: &[u8]) {
    let Some((mode, rest)) = data.split_first() else { return };
    match mode % 3 {
        0 => stranger(rest),
        1 => right_seal(rest),
        _ => changed_seal(rest),
    }
}

fn stranger(header: &[u8]) {
    let session = SESSIONS.load_bytes([header], Some(header));
    assert!(session.meta().is_new(), "a header without a seal has opened");
    assert!(seal::open(&KEYS, BINDING, NOW.into(), header).is_err(), "a text without a seal has opened");
    assert!(seal::open_joined(&KEYS, BINDING, NOW.into(), header).is_err());
}

fn right_seal(json: &[u8]) {
    let Some(text) = sealed("s", json) else { return };
    let contents = seal::open(&KEYS, BINDING, NOW.into(), text.as_bytes()).expect("it was sealed");
    assert_eq!(contents.json(), json);

    let mut session = SESSIONS.load_bytes([format!("s={text}").as_bytes()], None);
    let rejection = session.meta().rejection();
    assert!(matches!(rejection, None | Some(Rejection::Payload { .. })), "{rejection:?}");
    session.renew();
    let written = session.set_cookies().expect("it fitted before");
    assert!(!written.is_empty());
}

fn changed_seal(changes: &[u8]) {
    const JSON: &[u8] = br#"{"user":"ada","visits":7,"tags":[]}"#;
    let text = sealed("s", JSON).expect("it is short");
    let other = changed(&text, changes);
    match seal::open(&KEYS, BINDING, NOW.into(), &other) {
        Ok(contents) => assert_eq!((&*other, contents.json()), (text.as_bytes(), JSON)),
        Err(_) => assert_ne!(other, text.as_bytes()),
    }
}
