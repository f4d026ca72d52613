//! Values sealed and opened as iron-session for JavaScript does with `sealData` and `unsealData`: for links and tokens.
//!
//! For cookies write `#[iron(format = "fe26")]` on the session type instead. The format binds a seal to nothing but its
//! password: a token sealed here also opens as a session cookie under that password, so give each use one of its own.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use iron_session::{Keyring, fe26};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let password = "vQ7-rain-Marble-29-teacup-orbit-lantern";
//! let keys = Keyring::builder().fe26_password("1", password).build()?;
//! let now = SystemTime::now();
//! let link = fe26::seal(&keys, &7_u32, Some(Duration::from_secs(900)), now)?;
//! assert_eq!(fe26::open::<u32>(&keys, &link, now)?, 7);
//! # Ok(())
//! # }
//! ```

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, JsonError, Rejection, TooLarge};
use crate::json::{Checked, Numbers};
use crate::keyring::Keyring;
use crate::seal::fe26::{self, Dialect, Parts, Plain};
use crate::{json, random};

/// Longer texts are refused before any work.
const MAX_CHARS: usize = 65_536;

/// Seals a value under the password with the highest id, as `sealData` does.
///
/// `ttl` is how long it opens, in whole milliseconds, plus the 60 seconds that every reader grants; without one, forever.
///
/// # Errors
///
/// [`Error::NoFe26Password`] if the keyring has none that seals, [`Error::Unsealable`] for a value that JavaScript would
/// change: an integer that it would round, or a float that is not finite; [`Error::TooDeep`], [`Error::TooLarge`] for what
/// [`open`] would refuse; [`Error::Clock`], [`Error::Random`].
pub fn seal<V: Serialize>(
    keys: &Keyring,
    value: &V,
    ttl: Option<Duration>,
    now: SystemTime,
) -> Result<String, Error> {
    let unsealable = |error| Error::Unsealable { member: "", source: JsonError::new(error) };
    let json = serde_json::to_vec(&Checked(value, Numbers::JavaScript)).map_err(unsealable)?;
    let expires_ms = ttl.map(|ttl| expiration(now, ttl)).transpose()?;
    json::check_depth(&json)?;
    let (id, password) = keys.fe26().sealing().ok_or(Error::NoFe26Password)?;
    let text = fe26::seal(id, password, expires_ms, &Parts::random(random::system)?, &json);
    let excess = text.len().saturating_sub(MAX_CHARS);
    if excess > 0 { Err(Error::TooLarge(TooLarge { excess, largest: Vec::new() })) } else { Ok(text) }
}

/// Opens what `sealData` of iron-session 8 or 9, or [`seal`], has sealed. `null` is read as `{}`, as iron-session 8 does.
///
/// # Errors
///
/// [`Rejection::Malformed`] for a text of another shape, [`Rejection::UnknownKey`] if no password has the seal's id,
/// [`Rejection::Forged`] if it was changed or the password is another, [`Rejection::Expired`] 60 seconds after its end,
/// [`Rejection::Payload`] if it is not a `V`.
pub fn open<V: DeserializeOwned>(keys: &Keyring, text: &str, now: SystemTime) -> Result<V, Rejection> {
    open_as(Dialect::IronSession, keys, text, now)
}

/// Opens what h3 2.x or nuxt-auth-utils has sealed: 8192 rounds of PBKDF2 rather than one, some seven milliseconds.
///
/// Their password goes under the id `default`.
///
/// # Errors
///
/// As [`open`].
pub fn open_h3<V: DeserializeOwned>(keys: &Keyring, text: &str, now: SystemTime) -> Result<V, Rejection> {
    open_as(Dialect::H3, keys, text, now)
}

fn open_as<V: DeserializeOwned>(
    dialect: Dialect,
    keys: &Keyring,
    text: &str,
    now: SystemTime,
) -> Result<V, Rejection> {
    if text.len() > MAX_CHARS {
        return Err(Rejection::Malformed);
    }
    let Plain { json, .. } = fe26::open(text, dialect, millis(now), |id| keys.fe26().password(id))?;
    json::read(json::from_javascript(&json).as_bytes())
}

/// The decrypted text of a seal, as JavaScript would parse it. For the conformance vectors.
///
/// # Errors
///
/// As [`open`], but for the payload, which is not looked at.
#[cfg(feature = "hazmat")]
pub fn open_text(keys: &Keyring, text: &str, now: SystemTime) -> Result<Vec<u8>, Rejection> {
    if text.len() > MAX_CHARS {
        return Err(Rejection::Malformed);
    }
    let plain = fe26::open(text, Dialect::IronSession, millis(now), |id| keys.fe26().password(id))?;
    Ok(plain.json)
}

/// Seals JSON bytes with random parts of your choosing. For the conformance vectors only: a repeated vector gives
/// payloads away.
///
/// # Errors
///
/// [`Error::NoFe26Password`] if the keyring has no password under `id`.
#[cfg(feature = "hazmat")]
pub fn seal_with_parts(
    keys: &Keyring,
    id: &str,
    json: &[u8],
    expires_ms: Option<u64>,
    salts: (&str, &str),
    iv: [u8; 16],
) -> Result<String, Error> {
    let password = keys.fe26().password(id).ok_or(Error::NoFe26Password)?;
    let parts = Parts { encryption_salt: salts.0.to_owned(), iv, mac_salt: salts.1.to_owned() };
    Ok(fe26::seal(id, password, expires_ms, &parts, json))
}

/// Milliseconds since 1970; zero, when nothing has expired, before it.
pub(crate) fn millis(now: SystemTime) -> u128 {
    now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
}

fn expiration(now: SystemTime, ttl: Duration) -> Result<u64, Error> {
    let since = now.duration_since(UNIX_EPOCH).map_err(|_| Error::Clock)?;
    let end = since.checked_add(ttl).ok_or(Error::Clock)?;
    u64::try_from(end.as_millis()).map_err(|_| Error::Clock)
}
