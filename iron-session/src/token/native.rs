//! Tokens in the native seal.

use std::time::Duration;

use super::kind::{Facts, TokenKind};
use crate::config::{Limits, MAX_COOKIE_BYTES};
use crate::error::{Error, Rejection, TooLarge};
use crate::json::{self, Numbers};
use crate::keyring::{Keyring, Subkeys};
use crate::members::{self, check_read_back};
use crate::random;
use crate::seal::{self, Binding, Draft, Id, Nonce, Record, Room};
use crate::times::Now;

/// The end of a token that never ends.
const NEVER: u32 = u32::MAX;

/// Seals a token, bound to a text unless that is empty.
pub(super) fn seal<K: TokenKind>(
    (keys, subkeys): (&Keyring, &Subkeys),
    data: &K::Data,
    to: &str,
    now: Now,
    random: random::Source,
) -> Result<(String, Facts), Error> {
    let (nonce, id) = random_parts(random)?;
    let record = record::<K>(now.to_seal()?, id)?;
    let mut draft = Draft::new(Vec::new(), Record::bytes(record.id, record.own_length));
    members::write::<K>(data, record.issued, Numbers::Json, draft.writer())?;
    json::check_depth(draft.json())?;
    check_read_back::<K>(draft.json(), record.issued, Numbers::Json)?;
    let excess = draft.chars().saturating_sub(MAX_COOKIE_BYTES);
    if excess > 0 {
        let largest = json::largest_members(draft.json(), K::MEMBERS);
        return Err(Error::TokenTooLarge(TooLarge { excess, limit: MAX_COOKIE_BYTES, cookies: 1, largest }));
    }
    let key = keys.sealing(record.issued.into())?;
    let mut text = String::with_capacity(draft.chars());
    draft.seal_onto(&mut text, to, &record, key.tag(), &*subkeys.of(key, K::PURPOSE)?, &nonce)?;
    Ok((text, facts(&record)))
}

/// Opens a token that is bound to this text, or to nothing if that is empty.
pub(super) fn open<K: TokenKind>(
    keys: (&Keyring, &Subkeys),
    text: &str,
    to: &str,
    now: Now,
) -> Result<(K::Data, Facts), Rejection> {
    let mut room = Room::new();
    let binding = Binding { purpose: K::PURPOSE, name: to };
    let now = now.to_open();
    let opened =
        seal::open_under(keys, binding, MAX_COOKIE_BYTES, now, limits::<K>(), text.as_bytes(), &mut room)?;
    // One without an id was sealed by hand, and not as a token.
    opened.record.id.ok_or(Rejection::Malformed)?;
    let data = members::read::<K>(opened.record.schema, &opened.json, now)?;
    Ok((data, facts(&opened.record)))
}

/// A nonce and an id, in one call of the source.
#[expect(clippy::expect_used, reason = "`bytes` is as long as a nonce and an id together")]
fn random_parts(random: random::Source) -> Result<(Nonce, Id), Error> {
    const NONCE: usize = size_of::<Nonce>();
    let mut bytes = [0; NONCE + size_of::<Id>()];
    random(&mut bytes)?;
    let whole = "the bytes were made for a nonce and an id";
    Ok((*bytes.first_chunk().expect(whole), *bytes.last_chunk().expect(whole)))
}

/// What is sealed beside the JSON of a token that begins now.
fn record<K: TokenKind>(now: u32, id: Id) -> Result<Record, Error> {
    let expires = match K::MAX_AGE {
        None => NEVER,
        Some(max_age) => {
            let end = u64::from(now).saturating_add(max_age.as_secs());
            u32::try_from(end).ok().filter(|end| *end < NEVER).ok_or(Error::Clock)?
        }
    };
    Ok(Record { created: now, issued: now, expires, schema: K::SCHEMA, id: Some(id), ..Record::default() })
}

/// The length that today's type allows, also for a token that was sealed with a longer one.
fn limits<K: TokenKind>() -> Option<Limits> {
    let secs = |length: Duration| u32::try_from(length.as_secs()).unwrap_or(u32::MAX);
    K::MAX_AGE.map(|max_age| Limits { max_age: secs(max_age), absolute_timeout: None })
}

fn facts(record: &Record) -> Facts {
    let end = (record.expires != NEVER).then(|| Duration::from_secs(record.expires.into()));
    Facts { id: record.id, created: record.created, end }
}
