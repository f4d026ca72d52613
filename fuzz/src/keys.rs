//! The keys and the moment of all targets.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use iron_session::seal::{Binding, Record, SESSION, seal_with_nonce};
use iron_session::{IronSession, Keyring, SessionManager};

/// Now, in seconds since 1970.
pub(crate) const NOW: u32 = 1_800_000_000;
/// The password of Fe26.2 seals, under the id 1.
pub(crate) const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";

const RAW_KEY: &str = "key:e1150e6aef50bf86f6cb9824b715ca8cfecc7d36512c56d308520a6bd7a5df6e";

/// A raw key, since a password would take seconds, and the password of Fe26.2.
pub(crate) static KEYS: LazyLock<Keyring> = LazyLock::new(|| {
    Keyring::builder()
        .secret(RAW_KEY)
        .fe26_password("1", PASSWORD)
        .build()
        .expect("a varied key and a long password")
});

pub(crate) fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW.into())
}

/// The manager of a type of sessions.
pub(crate) fn manager<T: IronSession>() -> SessionManager<T> {
    SessionManager::new(KEYS.clone()).clock(now)
}

/// The seal of a session that began now, or nothing if it is too long. It is always the same text, so that a
/// run can be repeated.
pub(crate) fn sealed(cookie: &str, json: &[u8]) -> Option<String> {
    sealed_for(Binding { purpose: SESSION, name: cookie }, json)
}

/// As [`sealed`], for any purpose. Tokens have an id.
pub(crate) fn sealed_for(binding: Binding<'_>, json: &[u8]) -> Option<String> {
    let id = (binding.purpose != SESSION).then_some([9; 16]);
    let record = Record { created: NOW, issued: NOW, expires: NOW + 60, id, ..Record::default() };
    seal_with_nonce(&KEYS, binding, &record, json, &[7; 24]).ok()
}
