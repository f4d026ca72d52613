//! The derive's reader against serde's: both read the same JSON to the same values, or both refuse it. And
//! what was read is the same after it was written and read again. `twins.rs` says where the format differs
//! from serde on purpose.

mod twins;

use std::sync::LazyLock;

use iron_session::seal::{Binding, SESSION};
use iron_session::{IronSession, IronToken, Rejection, SessionManager, TokenManager};
use serde::de::DeserializeOwned;

use self::twins::{Flattened, FlattenedTwin, Invite, InviteTwin, Plain, PlainTwin, is_read};
use crate::keys::{KEYS, manager, now, sealed_for};
use crate::spelling::spell;

static PLAIN: LazyLock<SessionManager<Plain>> = LazyLock::new(manager);
static FLATTENED: LazyLock<SessionManager<Flattened>> = LazyLock::new(manager);
static INVITES: LazyLock<TokenManager<Invite>> = LazyLock::new(|| TokenManager::new(KEYS.clone()).clock(now));

/// What an input may name, beside its own bytes.
const WORDS: &[&str] = &[
    "{\"",
    "\":",
    ",\"",
    "\"}",
    "userName",
    "count",
    "nr",
    "big",
    "flag",
    "é\\\"x",
    "\\u00e9\\\"x",
    "tags",
    "pair",
    "nested",
    "maybe",
    "theme",
    "map",
    "any",
    "user",
    "team",
    "email",
    "mail",
    "null",
    "true",
    "false",
    "{\"id\":",
    "\"note\":",
    "\"Light\"",
    "{\"Dark\":",
    "[1,true]",
    "\\u006e",
    "\\ud800",
    "18446744073709551616",
    "-0.0",
    "1e400",
    "170141183460469231731687303715884105728",
    "[[[[[[[[",
    "]]]]]]]]",
    "{\"\":{\"\":{\"\":{\"\":",
    "}}}}",
    "\\u0000",
];

/// Runs one input.
pub fn run(data: &[u8]) {
    let json = spell(data, WORDS);
    session::<_, PlainTwin>(&PLAIN, &json);
    session::<_, FlattenedTwin>(&FLATTENED, &json);
    token(&json);
}

fn session<T, Twin>(sessions: &SessionManager<T>, json: &[u8])
where
    T: IronSession,
    Twin: for<'t> From<&'t T> + DeserializeOwned + std::fmt::Debug + PartialEq,
{
    let Some(text) = sealed_for(Binding { purpose: SESSION, name: T::CONFIG.cookie() }, json) else { return };
    let load =
        |value: &str| sessions.load_bytes([[T::CONFIG.cookie(), "=", value].concat().as_bytes()], None);
    let mut session = load(&text);
    let read = match session.meta().rejection() {
        None => Some(Twin::from(&*session)),
        Some(Rejection::Payload { .. }) => None,
        Some(reason) => panic!("it was sealed now: {reason}"),
    };
    assert_eq!(read, by_serde(json));
    let Some(read) = read else { return };

    session.renew();
    // With all its members, it may be too long.
    let Ok(cookies) = session.set_cookies() else { return };
    let written = cookies.into_iter().next().expect("it is renewed");
    let value = written.split_once('=').and_then(|(_, rest)| rest.split_once(';')).expect("a Set-Cookie").0;
    assert_eq!(Twin::from(&*load(value)), read);
}

fn token(json: &[u8]) {
    let Some(text) = sealed_for(Binding { purpose: Invite::PURPOSE, name: "" }, json) else { return };
    let read = match INVITES.open(&text) {
        Ok(opened) => Some(opened.token),
        Err(Rejection::Payload { .. }) => None,
        Err(reason) => panic!("it was sealed now: {reason}"),
    };
    let twin = read.as_ref().map(InviteTwin::from);
    assert_eq!(twin, by_serde(json));
    let Some(read) = read else { return };

    let Ok(again) = INVITES.seal(&read) else { return };
    let again = INVITES.open(&again.text).expect("it was sealed now").token;
    assert_eq!(Some(InviteTwin::from(&again)), twin);
}

fn by_serde<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    let text = str::from_utf8(json).ok()?;
    if !is_read(text) {
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // Its own limit is one level lower, and does not hold for members that it skips.
    deserializer.disable_recursion_limit();
    let value = T::deserialize(&mut deserializer).ok()?;
    deserializer.end().is_ok().then_some(value)
}
