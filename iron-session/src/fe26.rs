//! Values that are sealed and opened as iron-session for JavaScript does with `sealData` and `unsealData`:
//! for links and tokens.
//!
//! For cookies write `#[iron(format = "fe26")]` on the session type instead, and for tokens with fields of
//! their own on the type that derives [`IronToken`](crate::IronToken). The format binds a seal to
//! nothing but its password. So a token that is sealed here also opens as a session cookie under the same
//! password: give each use a password of its own. The page [`from_javascript`](crate::from_javascript) has
//! more.
//!
//! # Examples
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use iron_session::{Keyring, fe26};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
//! # let password = &(0..40).map(letter).collect::<String>();
//! let keys = Keyring::builder().fe26_password("1", password).build()?;
//! let now = SystemTime::now();
//! let link = fe26::seal(&keys, &7_u32, Some(Duration::from_secs(900)), now)?;
//! assert_eq!(fe26::open::<u32>(&keys, &link, now)?, 7);
//! # Ok(())
//! # }
//! ```

use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, JsonError, Rejection, TooLarge};
use crate::json::{Finite, Numbers, ROUNDED};
use crate::keyring::Keyring;
use crate::seal::fe26::{self, Dialect, Parts, Plain};
use crate::times::Now;
use crate::{json, random};

/// Longer texts are refused before anything is decoded.
const MAX_CHARS: usize = 65_536;

/// Seals a value under the password with the highest id, as `sealData` does.
///
/// `ttl` is how long the seal opens, in whole milliseconds. Every reader adds 60 seconds. Without `ttl` it
/// opens forever.
///
/// # Errors
///
/// [`Error::NoFe26Password`] if no password of the keyring seals. [`Error::Unsealable`] for a value that
/// JavaScript would change: a number that it would round, or a float that is not finite. [`Error::TooDeep`]
/// and [`Error::TooLarge`] for what [`open`] would refuse. [`Error::Clock`] and [`Error::Random`].
///
/// # Examples
///
/// ```
/// # use std::time::SystemTime;
/// use iron_session::{Error, Keyring, fe26};
///
/// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
/// # let password = &(0..40).map(letter).collect::<String>();
/// # let now = SystemTime::now();
/// let keys = Keyring::builder().fe26_password("1", password).build()?;
/// assert!(fe26::seal(&keys, &"seven", None, now)?.starts_with("Fe26.2*1*"));
///
/// let rounded = fe26::seal(&keys, &u64::MAX, None, now);
/// assert!(matches!(rounded, Err(Error::Unsealable { .. })));
/// # Ok::<(), Error>(())
/// ```
pub fn seal<V: Serialize>(
    keys: &Keyring,
    value: &V,
    ttl: Option<Duration>,
    now: SystemTime,
) -> Result<String, Error> {
    let unsealable = |source| Error::Unsealable { member: "", source };
    let json = serde_json::to_vec(&Finite(value)).map_err(|error| unsealable(JsonError::new(error)))?;
    if !Numbers::JavaScript.keep(&json) {
        return Err(unsealable(JsonError::custom(ROUNDED)));
    }
    seal_json(keys, &json, ttl, Now::from_clock(now))
}

/// Seals a value that is JSON already.
pub(crate) fn seal_json(
    keys: &Keyring,
    json: &[u8],
    ttl: Option<Duration>,
    now: Now,
) -> Result<String, Error> {
    let expires_ms = ttl.map(|ttl| now.end_ms(ttl)).transpose()?;
    json::check_depth(json)?;
    let (id, password) = keys.fe26().sealing().ok_or(Error::NoFe26Password)?;
    let text = fe26::seal(id, password, expires_ms, &Parts::random(random::system)?, json);
    let excess = text.len().saturating_sub(MAX_CHARS);
    if excess > 0 {
        Err(Error::TooLarge(TooLarge { excess, limit: MAX_CHARS, cookies: 1, largest: Vec::new() }))
    } else {
        Ok(text)
    }
}

/// Opens what `sealData` of iron-session 8 or 9, or [`seal`], has sealed.
///
/// `null` is read as `{}`, as iron-session 8 does.
///
/// # Errors
///
/// [`Rejection::Malformed`] for a text of another shape, [`Rejection::UnknownKey`] if no password has the
/// seal's id, [`Rejection::OtherPassword`] if it was sealed under another password or changed,
/// [`Rejection::Forged`] if its MAC is none, [`Rejection::Expired`] 60 seconds after its end,
/// [`Rejection::NotYetValid`] if `now` is before 1970, [`Rejection::Payload`] if it is not a `V`.
///
/// # Examples
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// use iron_session::{Keyring, Rejection, fe26};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
/// # let password = &(0..40).map(letter).collect::<String>();
/// # let keys = Keyring::builder().fe26_password("1", password).build()?;
/// # let now = SystemTime::now();
/// let seconds = Duration::from_secs;
/// let text = fe26::seal(&keys, &7, Some(seconds(900)), now)?;
/// assert_eq!(fe26::open::<u32>(&keys, &text, now + seconds(959)), Ok(7));
/// assert_eq!(fe26::open::<u32>(&keys, &text, now + seconds(960)), Err(Rejection::Expired));
/// # Ok(())
/// # }
/// ```
pub fn open<V: DeserializeOwned>(keys: &Keyring, text: &str, now: SystemTime) -> Result<V, Rejection> {
    open_as(Dialect::IronSession, keys, text, now)
}

/// Opens what h3 2.x or nuxt-auth-utils has sealed.
///
/// They derive keys with 8192 rounds of PBKDF2 rather than one, which takes about seven milliseconds. Their
/// password goes under the id `default`. What they seal is an object, whose member `data` is the session.
///
/// # Errors
///
/// As [`open`].
///
/// # Examples
///
/// ```
/// # use std::time::SystemTime;
/// use iron_session::{Keyring, Rejection, fe26};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
/// # let password = &(0..40).map(letter).collect::<String>();
/// let keys = Keyring::builder().fe26_password("default", password).build()?;
/// # let keys_of_both = Keyring::builder().fe26_password("1", password).build()?;
/// let now = SystemTime::now();
/// let text = fe26::seal(&keys_of_both, &7, None, now)?; // of iron-session, not of h3
/// assert_eq!(fe26::open_h3::<u32>(&keys, &text, now), Err(Rejection::UnknownKey));
/// # Ok(())
/// # }
/// ```
pub fn open_h3<V: DeserializeOwned>(keys: &Keyring, text: &str, now: SystemTime) -> Result<V, Rejection> {
    open_as(Dialect::H3, keys, text, now)
}

fn open_as<V: DeserializeOwned>(
    dialect: Dialect,
    keys: &Keyring,
    text: &str,
    now: SystemTime,
) -> Result<V, Rejection> {
    let Plain { json, .. } = open_json(dialect, keys, text, Now::from_clock(now))?;
    json::read(json::from_javascript(&json).as_bytes())
}

/// Opens a seal whose value is not read yet.
pub(crate) fn open_json(dialect: Dialect, keys: &Keyring, text: &str, now: Now) -> Result<Plain, Rejection> {
    if text.len() > MAX_CHARS {
        return Err(Rejection::Malformed);
    }
    let plain = fe26::open(text, dialect, now.to_open_millis().into(), |id| keys.fe26().password(id))?;
    now.check_for_opening()?;
    Ok(plain)
}

/// Opens a seal and returns the decrypted text, as JavaScript would parse it. For test vectors only.
///
/// # Errors
///
/// As [`open`], except [`Rejection::Payload`]: the text is not read.
///
/// # Examples
///
/// ```
/// # use std::time::SystemTime;
/// # use iron_session::{Keyring, fe26};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
/// # let password = &(0..40).map(letter).collect::<String>();
/// # let keys = Keyring::builder().fe26_password("1", password).build()?;
/// # let now = SystemTime::now();
/// let text = fe26::seal(&keys, &[7, 8], None, now)?;
/// assert_eq!(fe26::open_text(&keys, &text, now)?, b"[7,8]");
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "hazmat")]
pub fn open_text(keys: &Keyring, text: &str, now: SystemTime) -> Result<Vec<u8>, Rejection> {
    open_json(Dialect::IronSession, keys, text, Now::from_clock(now)).map(|plain| plain.json)
}

/// Seals JSON bytes with random parts of your choosing. For test vectors only: repeated random parts give
/// payloads away.
///
/// # Errors
///
/// [`Error::NoFe26Password`] if the keyring has no password under `id`.
///
/// # Examples
///
/// ```
/// # use iron_session::{Keyring, fe26};
/// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
/// # let password = &(0..40).map(letter).collect::<String>();
/// # let keys = Keyring::builder().fe26_password("1", password).build()?;
/// let (salts, iv) = (("aa", "bb"), [0; 16]);
/// let text = fe26::seal_with_parts(&keys, "1", b"7", None, salts, iv)?;
/// assert!(text.starts_with("Fe26.2*1*aa*AAAAAAAAAAAAAAAAAAAAAA*"));
/// # Ok::<(), iron_session::Error>(())
/// ```
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
