//! [`seal`] and [`open`]: from JSON to the text of a seal and back.

use super::contents::{Contents, Decrypted};
use super::draft::Draft;
use super::envelope::{Envelope, Room};
use super::header::Nonce;
use super::record::Record;
use crate::config::{Limits, MAX_COOKIE_BYTES};
use crate::error::{Error, Rejection, TooLarge};
use crate::keyring::{self, Keyring, Subkeys};
use crate::random;

/// The purpose of session cookies.
///
/// # Examples
///
/// A seal that was made by hand opens as a session, if it is bound to this purpose and the cookie's name:
///
/// ```
/// # use std::time::{Duration, UNIX_EPOCH};
/// # use iron_session::{IronSession, Keyring, SessionManager};
/// # use iron_session::seal::{self, Binding, Record};
/// # #[derive(IronSession)]
/// # #[iron(cookie = "visit")]
/// # struct Visit { count: u32 }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let keys = Keyring::generate()?;
/// # let now = UNIX_EPOCH + Duration::from_secs(60);
/// # let sessions = SessionManager::<Visit>::new(keys.clone()).clock(move || now);
/// # let record = Record { expires: 900, ..Record::default() };
/// let binding = Binding { purpose: seal::SESSION, name: "visit" };
/// let text = seal::seal(&keys, binding, &record, br#"{"count":7}"#)?;
///
/// let request = http::Request::get("/").header("cookie", format!("visit={text}")).body(())?;
/// assert_eq!(sessions.load(&request).count(), 7);
/// # Ok(())
/// # }
/// ```
pub const SESSION: &str = keyring::SESSION;

/// What a seal is bound to: it opens only for the same purpose and under the same name.
///
/// # Examples
///
/// ```
/// # use iron_session::{Keyring, Rejection};
/// # use iron_session::seal::{self, Binding, Record};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let keys = Keyring::generate()?;
/// # let record = Record { expires: 900, ..Record::default() };
/// let reset = Binding { purpose: "reset-password", name: "" };
/// let login = Binding { purpose: "magic-link", ..reset };
///
/// let text = seal::seal(&keys, reset, &record, b"7")?;
/// assert_eq!(seal::open(&keys, login, 60, text.as_bytes()).err(), Some(Rejection::Forged));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding<'a> {
    /// The kind of token: [`SESSION`], or a word of the application's own such as `"magic-link"`.
    pub purpose: &'a str,
    /// The cookie's name. For a token that is no cookie, what it is bound to, such as a session's id; empty
    /// if it is bound to nothing. Its length counts against the 4096 bytes.
    pub name: &'a str,
}

/// Seals `json` and `record`. The text has only the characters `A-Z a-z 0-9 - _`.
///
/// The JSON is not looked at: what is not JSON is sealed as well, and [`Contents::parse`] refuses it later.
///
/// # Errors
///
/// [`Error::Lifetime`] if the times are not `created <= issued < expires`, or `expires - issued` is more than
/// the own length; [`Error::TooLarge`] if the name and the seal together exceed 4096 bytes,
/// [`Error::TooLong`] for a purpose over 65,535 bytes, [`Error::SealingKeys`] if the keyring has Fe26.2
/// passwords only, [`Error::Random`] if the operating system gives no nonce.
///
/// # Examples
///
/// ```
/// # use iron_session::{Error, Keyring};
/// use iron_session::seal::{self, Binding, Record};
///
/// # let keys = Keyring::generate()?;
/// let link = Binding { purpose: "magic-link", name: "" };
/// let record = Record { created: 0, issued: 0, expires: 900, ..Record::default() };
/// let text = seal::seal(&keys, link, &record, br#"{"user":7}"#)?;
/// assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
///
/// let endless = Record { expires: 0, ..record };
/// assert!(matches!(seal::seal(&keys, link, &endless, b"{}"), Err(Error::Lifetime)));
/// # Ok::<(), Error>(())
/// ```
pub fn seal(keys: &Keyring, binding: Binding<'_>, record: &Record, json: &[u8]) -> Result<String, Error> {
    let mut nonce = Nonce::default();
    random::system(&mut nonce)?;
    seal_under(keys, binding, record, json, &nonce)
}

/// Seals as [`seal`] does, under a nonce of your choosing.
///
/// For test vectors only: two seals under one key and one nonce give away both payloads and allow forgeries.
///
/// # Errors
///
/// As [`seal`], except [`Error::Random`].
///
/// # Examples
///
/// ```
/// # use iron_session::Keyring;
/// use iron_session::seal::{self, Binding, Record};
///
/// # let keys = Keyring::generate()?;
/// let link = Binding { purpose: "magic-link", name: "" };
/// let record = Record { created: 0, issued: 0, expires: 900, ..Record::default() };
/// let text = seal::seal_with_nonce(&keys, link, &record, b"{}", &[5; 24])?;
/// assert_eq!(text, seal::seal_with_nonce(&keys, link, &record, b"{}", &[5; 24])?);
/// # Ok::<(), iron_session::Error>(())
/// ```
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
    if !record.holds_together() {
        return Err(Error::Lifetime);
    }
    let key = keys.sealing(record.issued.into())?;
    let no_subkeys = Subkeys::default();
    let subkey = no_subkeys.of(key, binding.purpose)?;
    let mut draft = Draft::new(Vec::new(), Record::bytes(record.id, record.own_length));
    draft.writer().extend_from_slice(json);
    let excess = draft.excess(binding.name, MAX_COOKIE_BYTES);
    if excess > 0 {
        return Err(Error::TooLarge(TooLarge {
            excess,
            limit: MAX_COOKIE_BYTES,
            cookies: 1,
            largest: Vec::new(),
        }));
    }
    let mut text = String::with_capacity(draft.chars());
    draft.seal_onto(&mut text, binding.name, record, key.tag(), &subkey, nonce)?;
    Ok(text)
}

/// Opens `text` at the moment `now`, in seconds since 1970.
///
/// `text` is unpadded base64url: at least 96 characters, and at most 4096 less the length of the name. Steps
/// 1 to 8 of [`seal_format`](crate::seal_format), "Opening, step by step", are taken, except that
/// [`Contents::within`] applies the lengths of today's configuration.
///
/// # Errors
///
/// [`Rejection::UnknownKey`] if no key of `keys` has the seal's key tag, and [`Rejection::RevokedKey`] if
/// that tag is revoked; nothing is decrypted before the tag
/// matches. [`Rejection::Forged`] if the text was changed, moved to another name or made for another purpose.
/// [`Rejection::Malformed`], [`Rejection::UnsupportedVersion`], [`Rejection::NotYetValid`] and
/// [`Rejection::Expired`] as documented there.
///
/// # Examples
///
/// ```
/// # use iron_session::{Keyring, Rejection};
/// use iron_session::seal::{self, Binding, Record};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (keys, link) = (Keyring::generate()?, Binding { purpose: "magic-link", name: "" });
/// let record = Record { created: 0, issued: 0, expires: 900, ..Record::default() };
/// let text = seal::seal(&keys, link, &record, br#"{"user":7}"#)?;
///
/// assert_eq!(seal::open(&keys, link, 899, text.as_bytes())?.json(), br#"{"user":7}"#);
/// assert_eq!(seal::open(&keys, link, 900, text.as_bytes()).err(), Some(Rejection::Expired));
/// # Ok(())
/// # }
/// ```
pub fn open(keys: &Keyring, binding: Binding<'_>, now: u64, text: &[u8]) -> Result<Contents, Rejection> {
    let mut room = Room::new();
    open_within(keys, binding, now, None, text, &mut room).map(|mut decrypted| decrypted.keep())
}

/// As [`open`], with step 8 in full if `limits` are given. What is returned lies in `room`.
#[inline]
pub(crate) fn open_within<'room>(
    keys: &Keyring,
    binding: Binding<'_>,
    now: u64,
    limits: Option<Limits>,
    text: &[u8],
    room: &'room mut Room,
) -> Result<Decrypted<'room>, Rejection> {
    let most = MAX_COOKIE_BYTES.saturating_sub(binding.name.len());
    open_under((keys, &Subkeys::default()), binding, most, now, limits, text, room)
}

/// As [`open_within`], with the seal keys of the purpose that were derived already. The text has at most
/// `most` characters.
#[inline]
pub(crate) fn open_under<'room>(
    keys: (&Keyring, &Subkeys),
    binding: Binding<'_>,
    most: usize,
    now: u64,
    limits: Option<Limits>,
    text: &[u8],
    room: &'room mut Room,
) -> Result<Decrypted<'room>, Rejection> {
    open_envelope(|| Envelope::decode(binding.name, most, text, room), keys, binding, now, limits)
}

/// As [`open`], for the seal of a session that came in several cookies and was joined: at most 16,384
/// characters. The page [`seal_format`](crate::seal_format), "A seal in several cookies", says how to join.
///
/// # Errors
///
/// As [`open`].
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, Keyring, SessionManager};
/// use iron_session::seal::{self, Binding};
///
/// # #[derive(IronSession)]
/// # #[iron(cookie = "notes", chunks = 2)]
/// # struct Notes { text: String }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let keys = Keyring::generate()?;
/// # let now = std::time::UNIX_EPOCH + std::time::Duration::from_secs(60);
/// # let sessions = SessionManager::<Notes>::new(keys.clone()).clock(move || now);
/// # let mut session = sessions.load(&http::HeaderMap::new());
/// # session.set_text("x".repeat(4000));
/// # let cookies: Vec<String> = session.set_cookies()?.into_iter().collect();
/// # let part = |name: &str| {
/// #     let cookie = cookies.iter().find(|cookie| cookie.starts_with(name))?;
/// #     cookie.split(';').next()?.rsplit('.').next().map(str::to_owned)
/// # };
/// // `notes.0=2.uX5-_a.AU-r..; notes.1=2.uX5-_a.c2VhbA..`
/// let parts = [part("notes.0="), part("notes.1=")].map(Option::unwrap_or_default);
/// let binding = Binding { purpose: seal::SESSION, name: "notes" };
///
/// let joined = parts.concat();
/// assert!(seal::open(&keys, binding, 60, joined.as_bytes()).is_err());
/// assert!(seal::open_joined(&keys, binding, 60, joined.as_bytes())?.json().len() > 4000);
/// # Ok(())
/// # }
/// ```
pub fn open_joined(
    keys: &Keyring,
    binding: Binding<'_>,
    now: u64,
    text: &[u8],
) -> Result<Contents, Rejection> {
    let mut room = text.to_vec();
    open_joined_within(keys, binding, now, None, &mut room).map(|mut decrypted| decrypted.keep())
}

/// As [`open_joined`], with step 8 in full if `limits` are given. What is returned lies in the place of the
/// text.
pub(crate) fn open_joined_within<'room>(
    keys: &Keyring,
    binding: Binding<'_>,
    now: u64,
    limits: Option<Limits>,
    text: &'room mut [u8],
) -> Result<Decrypted<'room>, Rejection> {
    let keys = (keys, &Subkeys::default());
    open_envelope(|| Envelope::decode_joined(binding.name, text), keys, binding, now, limits)
}

#[inline]
fn open_envelope<'room, 'name>(
    decode: impl FnOnce() -> Result<Envelope<'room, 'name>, Rejection>,
    (keys, subkeys): (&Keyring, &Subkeys),
    binding: Binding<'_>,
    now: u64,
    limits: Option<Limits>,
) -> Result<Decrypted<'room>, Rejection> {
    let envelope = decode()?;
    let entry = keys.find(envelope.key_tag())?;
    // A purpose that is too long for its length prefix has no seals.
    let subkey = subkeys.of(&entry.key, binding.purpose).map_err(|_| Rejection::Forged)?;
    let (record, json) = envelope.open(&subkey)?;
    record.times().hold(now)?;
    if let Some(limits) = limits {
        record.times().within(now, limits)?;
    }
    entry.opened.add(now);
    Ok(Decrypted::native(record, json, entry.key.tag(), keys.role(entry, now)))
}
