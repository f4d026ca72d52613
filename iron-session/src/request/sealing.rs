//! [`seal`]: from a session's data and its [`State`] to the texts of its Set-Cookie headers.

use super::due;
use super::outcome::Outcome;
use super::sealable::Sealable;
use super::state::{Due, State, Written};
use super::texts::{self, Texts};
use crate::config::Format;
use crate::error::{ConfigError, Error};
use crate::events::Event;
use crate::json;
use crate::seal::Draft;

/// The cookie of a session, or its cookies.
pub(super) struct SessionCookie {
    pub(super) texts: Texts,
    /// Whether it holds no new data: it is only a refresh, or sealed anew.
    pub(super) is_optional: bool,
    pub(super) outcome: Outcome,
}

/// The Set-Cookie values of a session, if one is due.
pub(super) fn seal(data: &dyn Sealable, state: &mut State) -> Result<Option<SessionCookie>, Error> {
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
fn complete(
    data: &dyn Sealable,
    state: &mut State,
    draft: &mut Draft,
    now: u32,
    due: Due,
) -> Result<Option<SessionCookie>, Error> {
    let changed = state.changes.touched && {
        let omitted = data.write_json(state, now, draft.writer())?;
        differs(data, state, now, draft, omitted)?
    };
    let due = if changed {
        if data.is_anothers(state, draft.held(), now)? {
            state.renew();
            due::ensure_id(state)?;
        }
        Due::NewTimes
    } else {
        due
    };
    if due == Due::No {
        return Ok(None);
    }
    if state.is_withheld() {
        return Err(Error::Withheld { cookie: state.policy.config.cookie });
    }
    let is_optional = !changed && due::is_optional(state);
    let outcome = Outcome::of_seal(state, changed, due);
    match seal_draft(data, state, draft, now, due, changed) {
        Ok(texts) => Ok(Some(SessionCookie { texts, is_optional, outcome })),
        // Nothing is lost if the cookie stays as it is, and a read must not fail for this.
        Err(
            error @ (Error::TooLarge(_)
            | Error::Unsealable { .. }
            | Error::Unreadable { .. }
            | Error::TooDeep),
        ) if is_optional => {
            state.report(Event::RefreshDropped { error: &error });
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Whether the draft's JSON differs from the JSON that the browser holds. Without a cookie, it holds a
/// default session.
///
/// A program that was built before `None` was left out has sealed it as `null`. Such a JSON is longer by
/// exactly the `omitted` bytes. It is compared as it would be written today, and so it does not differ.
fn differs(
    data: &dyn Sealable,
    state: &State,
    now: u32,
    draft: &mut Draft,
    omitted: usize,
) -> Result<bool, Error> {
    let may_hold_nulls = omitted > 0 && draft.held().len() == draft.json().len().saturating_add(omitted);
    if let Some(contents) = &state.received.contents {
        // The held JSON is empty only if a serializer has panicked: then it was lost with the draft.
        if state.is_restarted() || draft.held().is_empty() {
            return Ok(true);
        }
        if !state.received.migrated && !contents.is_fe26() && !may_hold_nulls {
            return Ok(draft.held() != draft.json());
        }
    }
    // What an older schema, an older program or JavaScript sealed is compared as it would be written here.
    data.differs(state, now, draft)
}

/// Seals the draft if the data has changed, and otherwise what was opened.
fn seal_draft(
    data: &dyn Sealable,
    state: &mut State,
    draft: &mut Draft,
    now: u32,
    due: Due,
    changed: bool,
) -> Result<Texts, Error> {
    match &state.received.contents {
        // Sealed anew as it is, so that members survive that only a newer program or JavaScript knows.
        Some(_) if !changed && !state.received.migrated => draft.repeat_held(),
        _ => {
            if !state.changes.touched {
                data.write_json(state, now, draft.writer())?;
            }
            data.check_read_back(state, now, draft.json())?;
        }
    }
    let (schema, members) = data.shape();
    finish(state, schema, members, draft, due)
}

/// Completes the draft to Set-Cookie values. `members` are the names that an error may show.
fn finish(
    state: &mut State,
    schema: u16,
    members: &'static [&'static str],
    draft: &mut Draft,
    due: Due,
) -> Result<Texts, Error> {
    json::check_depth(draft.json())?;
    check_own_lifetime(state)?;
    let record = due::record(state, schema, due)?;
    let texts = texts::of(state, &record, members, draft)?;
    state.written = Some(Written { times: record.times(), due });
    Ok(texts)
}

/// Fe26.2 has no room for a lifetime of one session.
pub(super) fn check_own_lifetime(state: &State) -> Result<(), Error> {
    let has_own = state.changes.own_max_age.is_some() || state.changes.own_persistent.is_some();
    let is_fe26 = state.policy.config.format == Format::Fe26;
    if has_own && is_fe26 { Err(ConfigError::Fe26Room.into()) } else { Ok(()) }
}
