//! [`seal`]: from a session's data and its [`State`] to the text of its Set-Cookie.

use super::due;
#[cfg(feature = "fe26")]
use super::javascript;
use super::outcome::Outcome;
use super::state::{Due, State, Written};
use crate::config::Format;
use crate::cookie;
use crate::error::{ConfigError, Error, TooLarge};
use crate::json;
use crate::members::{self, IronSession, OfSession};
use crate::seal::{Draft, Nonce, Record};

/// How long before its seal an Fe26.2 cookie ends, in seconds. iron-session 9 for JavaScript sets the same.
const FE26_MARGIN_SECS: u32 = 60;

/// A Set-Cookie value.
pub(super) struct SessionCookie {
    pub(super) text: String,
    /// Whether it holds no new data: it is only a refresh, or sealed anew.
    pub(super) is_optional: bool,
    pub(super) outcome: Outcome,
}

/// The Set-Cookie value of a session, if one is due.
pub(super) fn seal<T: IronSession>(data: &T, state: &mut State) -> Result<Option<SessionCookie>, Error> {
    let due = due::due(state);
    if !state.changes.touched && due == Due::No {
        return Ok(None);
    }
    let now = state.now.to_seal()?;
    due::ensure_id(state)?;
    let mut draft = state.draft();
    let sealed = complete(data, state, &mut draft, now, due);
    state.put_back(draft);
    sealed
}

/// Fills the draft, finds out whether it has to be sealed, and seals it then.
fn complete<T: IronSession>(
    data: &T,
    state: &mut State,
    draft: &mut Draft,
    now: u32,
    due: Due,
) -> Result<Option<SessionCookie>, Error> {
    let changed = state.changes.touched && {
        let omitted = write_json(data, state, now, draft.writer())?;
        differs::<T>(state, now, draft, omitted)?
    };
    let due = if changed { Due::NewTimes } else { due };
    if due == Due::No {
        return Ok(None);
    }
    if state.is_withheld() {
        return Err(Error::Withheld { cookie: state.policy.config.cookie });
    }
    let is_optional = !changed && due::is_optional(state);
    let outcome = Outcome::of_seal(state, changed, due);
    match seal_draft(data, state, draft, now, due, changed) {
        // Nothing is lost if the cookie stays as it is, and a read must not fail for this.
        Err(Error::TooLarge(_) | Error::Unsealable { .. } | Error::Unreadable { .. } | Error::TooDeep)
            if is_optional =>
        {
            Ok(None)
        }
        sealed => sealed.map(|text| Some(SessionCookie { text, is_optional, outcome })),
    }
}

/// Appends the data as JSON, and returns how many bytes longer it would be with every `None` as `null`.
pub(crate) fn write_json<T: IronSession>(
    data: &T,
    state: &State,
    now: u32,
    out: &mut Vec<u8>,
) -> Result<usize, Error> {
    members::write_session(data, now, state.policy.numbers(), out)
}

/// Whether the draft's JSON differs from the JSON that the browser holds. Without a cookie, it holds a
/// default session.
///
/// A program that was built before `None` was left out has sealed it as `null`. Such a JSON is longer by
/// exactly the `omitted` bytes. It is compared as it would be written today, and so it does not differ.
fn differs<T: IronSession>(
    state: &State,
    now: u32,
    draft: &mut Draft,
    omitted: usize,
) -> Result<bool, Error> {
    let may_hold_nulls = omitted > 0 && draft.held().len() == draft.json().len() + omitted;
    let held = match &state.received.contents {
        // The held JSON is empty only if a serializer has panicked: then it was lost with the draft.
        Some(_) if state.is_restarted() || draft.held().is_empty() => return Ok(true),
        Some(contents) if !state.received.migrated && !contents.is_fe26() && !may_hold_nulls => {
            return Ok(draft.held() != draft.json());
        }
        // What an older schema, an older program or JavaScript sealed is compared as it would be written
        // here.
        Some(contents) => {
            let schema = contents.record().schema;
            members::read_session(schema, draft.held(), now.into()).unwrap_or_default()
        }
        None => T::default(),
    };
    Ok(!draft.says(|out| write_json(&held, state, now, out).map(drop))?)
}

/// Seals the draft if the data has changed, and otherwise what was opened.
fn seal_draft<T: IronSession>(
    data: &T,
    state: &mut State,
    draft: &mut Draft,
    now: u32,
    due: Due,
    changed: bool,
) -> Result<String, Error> {
    match &state.received.contents {
        // Sealed anew as it is, so that members survive that only a newer program or JavaScript knows.
        Some(_) if !changed && !state.received.migrated => draft.repeat_held(),
        _ => {
            if !state.changes.touched {
                write_json(data, state, now, draft.writer())?;
            }
            check_read_back::<T>(state, now, draft)?;
        }
    }
    finish(state, T::SCHEMA, T::MEMBERS, draft, due)
}

/// Checks, if the policy says so, that the next request can read what is sealed.
#[inline]
fn check_read_back<T: IronSession>(state: &State, now: u32, draft: &Draft) -> Result<(), Error> {
    if !state.policy.read_back {
        return Ok(());
    }
    json::check_depth(draft.json())?;
    members::check_read_back::<OfSession<T>>(draft.json(), now, state.policy.numbers())
}

/// Completes the draft to a Set-Cookie value. `members` are the names that an error may show.
fn finish(
    state: &mut State,
    schema: u16,
    members: &'static [&'static str],
    draft: &mut Draft,
    due: Due,
) -> Result<String, Error> {
    json::check_depth(draft.json())?;
    check_own_lifetime(state)?;
    let record = due::record(state, schema, due)?;
    let text = text(state, &record, members, draft)?;
    state.written = Some(Written { times: record.times(), due });
    Ok(text)
}

fn text(
    state: &State,
    record: &Record,
    members: &'static [&'static str],
    draft: &mut Draft,
) -> Result<String, Error> {
    let config = &state.policy.config;
    let limit = config.max_bytes;
    check_size(draft.excess(config.cookie, limit), limit, draft, members)?;
    let suffix = Suffix::of(state, record)?;
    let mut text = String::with_capacity(config.cookie.len() + 1 + draft.chars() + suffix.chars());
    text.push_str(config.cookie);
    text.push('=');
    match config.format {
        Format::Native => seal_native(state, &mut text, record, draft)?,
        #[cfg(feature = "fe26")]
        Format::Fe26 => {
            text.push_str(&javascript::seal(&state.policy, record.expires, draft.json())?);
            // iron-session for JavaScript measures the whole text, and could not save a longer one again.
            let excess = (text.len() + suffix.chars()).saturating_sub(limit);
            check_size(excess, limit, draft, members)?;
        }
        #[cfg(not(feature = "fe26"))]
        Format::Fe26 => return Err(ConfigError::Fe26Feature.into()),
    }
    suffix.write_onto(&mut text);
    Ok(text)
}

/// Fe26.2 has no room for a lifetime of one session.
fn check_own_lifetime(state: &State) -> Result<(), Error> {
    let has_own = state.changes.own_max_age.is_some() || state.changes.own_persistent.is_some();
    let is_fe26 = state.policy.config.format == Format::Fe26;
    if has_own && is_fe26 { Err(ConfigError::Fe26Room.into()) } else { Ok(()) }
}

fn check_size(
    excess: usize,
    limit: usize,
    draft: &Draft,
    members: &'static [&'static str],
) -> Result<(), Error> {
    if excess == 0 {
        return Ok(());
    }
    let largest = json::largest_members(draft.json(), members);
    Err(Error::TooLarge(TooLarge { excess, limit, largest }))
}

fn seal_native(state: &State, text: &mut String, record: &Record, draft: &mut Draft) -> Result<(), Error> {
    let mut nonce = Nonce::default();
    (state.policy.random)(&mut nonce)?;
    let key = state.policy.keys.sealing(state.now.to_open())?;
    draft.seal_onto(text, state.policy.config.cookie, record, key.tag(), key.session(), &nonce)
}

/// What follows the value in a Set-Cookie header.
struct Suffix<'a> {
    /// Seconds; none if `attributes` begins with Max-Age, or if there is none.
    max_age: Option<u32>,
    attributes: &'a str,
}

impl<'a> Suffix<'a> {
    #[inline]
    fn of(state: &'a State, record: &Record) -> Result<Self, Error> {
        let policy = &state.policy;
        let max_age = if record.transient { None } else { Some(max_age(state, record)?) };
        Ok(match max_age {
            Some(secs) if secs == policy.limits.max_age => {
                Self { max_age: None, attributes: policy.lifetime_text() }
            }
            _ => Self { max_age, attributes: policy.attributes_text() },
        })
    }

    fn chars(&self) -> usize {
        self.max_age.map_or(0, cookie::max_age_chars) + self.attributes.len()
    }

    fn write_onto(&self, text: &mut String) {
        if let Some(secs) = self.max_age {
            cookie::write_max_age(text, secs);
        }
        text.push_str(self.attributes);
    }
}

/// How long the browser is to keep the cookie, in seconds.
fn max_age(state: &State, record: &Record) -> Result<u32, Error> {
    // If this clock is slower than the one that issued the seal, the cookie must not outlive the session's
    // length.
    let now = state.now.to_seal()?.max(record.issued);
    let remains = record.times().effective_end(state.policy.limits).saturating_sub(now);
    Ok(match state.policy.config.format {
        Format::Native => remains,
        // A minute less, unless that is all there is.
        Format::Fe26 => remains.checked_sub(FE26_MARGIN_SECS).filter(|secs| *secs > 0).unwrap_or(remains),
    })
}
