//! Sessions that iron-session for JavaScript sealed: as the session's own format, or accepted up to a day.

use super::policy::Policy;
use crate::config::MOST_JOINED_BYTES;
use crate::cookie;
use crate::error::{Error, Rejection};
use crate::json;
use crate::keyring::Fe26Keys;
use crate::seal::Decrypted;
use crate::seal::fe26::{self, Dialect, Parts, Plain};
use crate::times::{Now, Times};

/// Opens a session that both sides share. It is expired 60 seconds after its end, as it is for iron-session.
pub(crate) fn open(policy: &Policy, now: Now, text: &[u8]) -> Result<Decrypted<'static>, Rejection> {
    let (plain, is_current) = unseal(policy, now, text)?;
    let times = times(policy, now, plain.expires_ms.map_or(u32::MAX, seconds))?;
    Ok(decrypted(&plain, times, is_current))
}

/// Opens a session that moves from JavaScript to here.
///
/// Until it is changed or refreshed, it ends when the seal it came from ends. So a seal without an end is
/// refused, and one is expired at its end, without the 60 seconds. The day is checked after the MAC, so that
/// a stranger cannot choose the reason.
pub(crate) fn accept(policy: &Policy, now: Now, text: &[u8]) -> Result<Decrypted<'static>, Rejection> {
    let (plain, is_current) = unseal(policy, now, text)?;
    let until = policy.config.accept.map_or(0, |accept| u64::from(accept.until));
    if now.to_open() >= until {
        return Err(Rejection::NoLongerAccepted);
    }
    let times = times(policy, now, plain.expires_ms.map(seconds).ok_or(Rejection::Malformed)?)?;
    if u64::from(times.expires) <= now.to_open() {
        return Err(Rejection::Expired);
    }
    Ok(decrypted(&plain, times, is_current))
}

/// The times of a seal that tells only its end.
///
/// The end is cut to what this side allows from now on. The seal counts as issued one of today's lifetimes
/// before that end, so that the next change gives the session a whole lifetime.
fn times(policy: &Policy, now: Now, sealed_end: u32) -> Result<Times, Rejection> {
    let max_age = policy.limits.max_age;
    let now = now.to_seal().map_err(|_| Rejection::NotYetValid)?;
    let expires = sealed_end.min(now.saturating_add(max_age));
    let issued = expires.saturating_sub(max_age);
    Ok(Times { created: issued, issued, expires })
}

fn unseal(policy: &Policy, now: Now, text: &[u8]) -> Result<(Plain, bool), Rejection> {
    if text.len() > MOST_JOINED_BYTES {
        return Err(Rejection::Malformed);
    }
    let text = cookie::unescaped(text);
    let text = std::str::from_utf8(&text).map_err(|_| Rejection::Malformed)?;
    let keys: &Fe26Keys = policy.keys.fe26();
    let mut is_current = false;
    let plain = fe26::open(text, Dialect::IronSession, u128::from(now.to_open()) * 1000, |id| {
        is_current = keys.sealing().is_none_or(|(current, _)| current == id);
        keys.password(id)
    })?;
    Ok((plain, is_current))
}

fn decrypted(plain: &Plain, times: Times, is_current: bool) -> Decrypted<'static> {
    let json = json::from_javascript(&plain.json).into_owned().into_bytes();
    Decrypted::fe26(json, times, is_current)
}

fn seconds(millis: u128) -> u32 {
    u32::try_from(millis / 1000).unwrap_or(u32::MAX)
}

/// The seal of a session that ends at `expires`.
pub(crate) fn seal(policy: &Policy, expires: u32, json: &[u8]) -> Result<String, Error> {
    let (id, password) = policy.keys.fe26().sealing().ok_or(Error::NoFe26Password)?;
    Ok(fe26::seal(id, password, Some(millis(expires)), &Parts::random(policy.random)?, json))
}

/// How many characters that seal has.
pub(crate) fn chars(policy: &Policy, expires: u32, json_bytes: usize) -> Result<usize, Error> {
    let (id, _) = policy.keys.fe26().sealing().ok_or(Error::NoFe26Password)?;
    Ok(fe26::chars(id, millis(expires), json_bytes))
}

/// How many bytes of JSON there may be in such a seal of so many characters.
pub(crate) fn most_json(policy: &Policy, expires: u32, chars: usize) -> Option<usize> {
    let (id, _) = policy.keys.fe26().sealing()?;
    fe26::most_json(id, millis(expires), chars)
}

fn millis(secs: u32) -> u64 {
    u64::from(secs) * 1000
}
