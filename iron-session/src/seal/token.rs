//! Seals as text: sealed, and opened.

use super::contents::{Contents, Decrypted};
use super::draft::Draft;
use super::envelope::{Envelope, Room};
use super::header::Nonce;
use super::record::Record;
use crate::config::Limits;
use crate::error::{Error, Rejection, TooLarge};
use crate::keyring::{self, Key, Keyring, Subkey};
use crate::random;

/// The purpose of session cookies.
pub const SESSION: &str = keyring::SESSION;

/// What a seal is bound to: it opens only for the same purpose and under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding<'a> {
    /// The kind of token: [`SESSION`], or a word of the application's own such as `"magic-link"`.
    pub purpose: &'a str,
    /// The cookie's name, or empty for a token that is not a cookie.
    pub name: &'a str,
}

/// Seals `json`, which is not looked at, and `record`; the text is `A-Z a-z 0-9 - _` only.
///
/// # Errors
///
/// [`Error::Lifetime`] if the times are not `created <= issued < expires`, [`Error::TooLarge`] if the name and the seal
/// together exceed 4096 bytes, [`Error::TooLong`] for a purpose over 65,535 bytes, [`Error::Random`] if the
/// operating system gives no nonce.
pub fn seal(keys: &Keyring, binding: Binding<'_>, record: &Record, json: &[u8]) -> Result<String, Error> {
    let mut nonce = Nonce::default();
    random::system(&mut nonce)?;
    seal_under(keys, binding, record, json, &nonce)
}

/// Seals as [`seal`] does, under a nonce of your choosing.
///
/// For test vectors only: two seals under one key and nonce give away both payloads and allow forgeries.
///
/// # Errors
///
/// As [`seal`].
#[cfg(feature = "hazmat")]
pub fn seal_with_nonce(
    keys: &Keyring,
    binding: Binding<'_>,
    record: &Record,
    json: &[u8],
    nonce: &[u8; 24],
) -> Result<String, Error> {
    seal_under(keys, binding, record, json, nonce)
}

fn seal_under(
    keys: &Keyring,
    binding: Binding<'_>,
    record: &Record,
    json: &[u8],
    nonce: &Nonce,
) -> Result<String, Error> {
    if !record.times().ordered() {
        return Err(Error::Lifetime);
    }
    let key = keys.sealing()?;
    let subkey = subkey(key, binding.purpose)?;
    let mut draft = Draft::new(Vec::new(), record.id.is_some());
    draft.writer().extend_from_slice(json);
    let excess = draft.excess(binding.name);
    if excess > 0 {
        return Err(Error::TooLarge(TooLarge { excess, largest: Vec::new() }));
    }
    let mut text = String::with_capacity(draft.chars());
    draft.seal_onto(&mut text, binding.name, record, key.tag(), &subkey, nonce)?;
    Ok(text)
}

/// Opens `text` at the moment `now`, in seconds since 1970.
///
/// `text` is 96 to 4096 characters of unpadded base64url, less the length of the name (seal format 1, "Opening").
/// Steps 1 to 8 of that list are taken, except for limits of today's configuration, which [`Contents::within`] applies.
///
/// # Errors
///
/// [`Rejection::UnknownKey`] if no key of `keys` bears the seal's key tag, [`Rejection::Forged`] if the text was
/// changed, moved to another name or made for another purpose; nothing is decrypted before the tag matches.
/// [`Rejection::Malformed`], [`Rejection::UnsupportedVersion`], [`Rejection::NotYetValid`] and [`Rejection::Expired`]
/// as their names say.
pub fn open(keys: &Keyring, binding: Binding<'_>, now: u64, text: &[u8]) -> Result<Contents, Rejection> {
    let mut room = Room::new();
    open_within(keys, binding, now, None, text, &mut room).map(|mut decrypted| decrypted.keep())
}

/// As [`open`], with step 8 in full if `limits` are given; what is returned lies in `room`.
pub(crate) fn open_within<'room>(
    keys: &Keyring,
    binding: Binding<'_>,
    now: u64,
    limits: Option<Limits>,
    text: &[u8],
    room: &'room mut Room,
) -> Result<Decrypted<'room>, Rejection> {
    let envelope = Envelope::decode(binding.name, text, room)?;
    let (key, role) = keys.find(envelope.key_tag()).ok_or(Rejection::UnknownKey)?;
    let derived;
    let subkey = if binding.purpose == SESSION {
        key.session()
    } else {
        derived = key.subkey(binding.purpose).map_err(|_| Rejection::Forged)?;
        &derived
    };
    let (record, json) = envelope.open(subkey)?;
    record.times().hold(now)?;
    if let Some(limits) = limits {
        record.times().within(now, limits)?;
    }
    Ok(Decrypted::native(record, json, key.tag(), role))
}

/// The key for a purpose: at hand for sessions, derived for anything else.
fn subkey(key: &Key, purpose: &str) -> Result<Subkey, Error> {
    if purpose == SESSION {
        return Ok(key.session().clone());
    }
    key.subkey(purpose)
}
