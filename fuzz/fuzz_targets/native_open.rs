//! Loading a session, from any Cookie header and from a right seal around any bytes.

#![no_main]

use std::sync::LazyLock;
use std::time::{Duration, UNIX_EPOCH};

use iron_session::seal::{self, Binding, Record};
use iron_session::{IronSession, Keyring, SessionManager};
use libfuzzer_sys::fuzz_target;

#[derive(IronSession)]
#[iron(cookie = "s")]
struct Session {
    user: Option<String>,
    visits: u32,
    tags: Vec<String>,
}

const NOW: u32 = 1_800_000_000;

static KEYS: LazyLock<Keyring> =
    LazyLock::new(|| Keyring::from_key(b"0123456789abcdef-AbCdEfGhIjKlMnO").expect("a varied key"));

fuzz_target!(|data: &[u8]| {
    let sessions =
        SessionManager::<Session>::new(KEYS.clone()).clock(|| UNIX_EPOCH + Duration::from_secs(NOW.into()));
    let stranger = sessions.load_bytes([data], Some(data));
    assert!(stranger.meta().is_new(), "a text that is not a seal has opened");

    let record = Record { created: NOW, issued: NOW, expires: NOW + 60, ..Record::default() };
    let binding = Binding { purpose: seal::SESSION, name: "s" };
    if let Ok(text) = seal::seal(&KEYS, binding, &record, data) {
        let mut session = sessions.load_bytes([format!("s={text}").as_bytes()], None);
        // A session that was read can be written again.
        session.renew();
        let written = session.set_cookies().expect("it fitted before");
        assert!(!written.is_empty());
    }
});
