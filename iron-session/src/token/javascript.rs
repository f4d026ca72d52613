//! Tokens in the seal of iron-session for JavaScript, as `sealData` and `unsealData` make and read them.

use std::time::Duration;

use super::kind::{Facts, TokenKind};
use crate::error::{Error, Rejection, TooLarge};
use crate::fe26::{open_json, seal_json};
use crate::json::{self, Numbers};
use crate::keyring::Keyring;
use crate::members::{self, check_read_back};
use crate::seal::fe26::Dialect;
use crate::times::{Now, is_in_future};

/// Seals a token.
pub(super) fn seal<K: TokenKind>(keys: &Keyring, data: &K::Data, now: Now) -> Result<(String, Facts), Error> {
    let (secs, mut json) = (now.to_seal()?, Vec::new());
    members::write::<K>(data, secs, Numbers::JavaScript, &mut json)?;
    json::check_depth(&json)?;
    check_read_back::<K>(&json, secs, Numbers::JavaScript)?;
    let text = seal_json(keys, &json, K::MAX_AGE, now).map_err(|error| with_members::<K>(error, &json))?;
    let end = K::MAX_AGE.map(|max_age| now.end_ms(max_age)).transpose()?;
    Ok((text, Facts { id: None, created: 0, end: end.map(Duration::from_millis) }))
}

/// Names the largest members in the error about a token that is too large.
fn with_members<K: TokenKind>(error: Error, json: &[u8]) -> Error {
    match error {
        Error::TooLarge(too_large) => {
            let largest = json::largest_members(json, K::MEMBERS);
            Error::TokenTooLarge(TooLarge { largest, ..too_large })
        }
        other => other,
    }
}

/// Opens a token.
pub(super) fn open<K: TokenKind>(
    keys: &Keyring,
    text: &str,
    now: Now,
) -> Result<(K::Data, Facts), Rejection> {
    let plain = open_json(Dialect::IronSession, keys, text, now)?;
    if let Some(max_age) = K::MAX_AGE {
        check_length(plain.expires_ms, max_age, now)?;
    }
    let json = json::from_javascript(&plain.json);
    let data = members::read::<K>(K::SCHEMA, json.as_bytes(), now.to_open())?;
    let end = plain.expires_ms.and_then(|end| u64::try_from(end).ok());
    Ok((data, Facts { id: None, created: 0, end: end.map(Duration::from_millis) }))
}

/// Refuses a seal that lives longer than a token of this type. It tells only its end. So it counts as issued
/// a `max_age` before that.
fn check_length(end_ms: Option<u128>, max_age: Duration, now: Now) -> Result<(), Rejection> {
    let end = end_ms.ok_or(Rejection::Malformed)? / 1000;
    let issued = end.saturating_sub(max_age.as_secs().into());
    let issued = u32::try_from(issued).unwrap_or(u32::MAX);
    if is_in_future(issued, now.to_open()) { Err(Rejection::NotYetValid) } else { Ok(()) }
}
