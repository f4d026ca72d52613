//! Which events a load and a save are.

use std::time::Duration;

use super::host;
use super::outcome::Outcome;
use super::policy::Policy;
use super::set_cookies::SetCookies;
use super::state::State;
use crate::error::{Error, Rejection, SessionError};
use crate::events::{Event, Report, RequestLine};
use crate::keyring::ShortTag;
use crate::seal::Contents;

/// Tells that a request brought a session, or why its cookie was refused. Remembers what only a later write
/// tells.
#[cold]
pub(super) fn received(state: &mut State, host: Option<&[u8]>, request: Option<RequestLine<'_>>) {
    if let (Some(domain), Some(name)) = (state.policy.shared_domain(), host.and_then(host::name)) {
        state.received.is_outside_domain = !host::is_within(name, domain);
    }
    let (policy, received) = (&state.policy, &state.received);
    if received.contents.is_none() && received.rejection.is_none() {
        return;
    }
    let tell = |event| tell(policy, request, event);
    if let Some(contents) = &received.contents {
        tell(opened(contents, state.now.to_open()));
        if state.is_foreign(contents) {
            tell(Event::Accepted);
        }
    }
    if let Some(reason) = received.rejection {
        tell(Event::Refused { reason });
        let is_accepted = received.traces.as_ref().is_some_and(|traces| traces.is_accepted());
        if reason == Rejection::Ambiguous && is_accepted {
            tell(Event::JavascriptRemains);
        }
    }
}

fn opened(contents: &Contents, now: u64) -> Event<'static> {
    let created = u64::from(contents.times().created);
    Event::Opened {
        key: contents.key_tag().map(ShortTag),
        role: contents.role(),
        // The seal of JavaScript does not tell when it was made.
        age: (!contents.is_fe26()).then(|| Duration::from_secs(now.saturating_sub(created))),
    }
}

/// Tells what is written of a session, or withheld.
#[cold]
pub(super) fn saved(policy: &Policy, cookies: &SetCookies, request: Option<RequestLine<'_>>) {
    let tell = |event| policy.observer.tell(&Report { cookie: cookies.name(), request, event });
    let (bytes, count) = (cookies.cookie_bytes(), cookies.texts().count());
    let written = |changed| tell(Event::Written { bytes, cookies: count, changed });
    if cookies.is_withheld() {
        tell(Event::Withheld);
    }
    match cookies.outcome {
        Outcome::Nothing => return,
        Outcome::Begun => tell(Event::Begun),
        Outcome::Renewed => tell(Event::Renewed),
        Outcome::Changed | Outcome::Refreshed => {}
        Outcome::Resealed => tell(Event::Resealed { bytes, cookies: count }),
        Outcome::Removed => tell(Event::Removed { cookies: count }),
    }
    match cookies.outcome {
        Outcome::Begun | Outcome::Renewed | Outcome::Changed => written(true),
        Outcome::Refreshed => written(false),
        _ => {}
    }
    if let (true, Some(domain)) = (cookies.is_outside_domain, policy.shared_domain()) {
        tell(Event::OutsideDomain { domain });
    }
}

/// Tells what a save by hand has given. Of other errors the caller is told.
#[cold]
pub(super) fn saved_by_hand(policy: &Policy, saved: &Result<SetCookies, Error>) {
    match saved {
        Ok(cookies) => self::saved(policy, cookies, None),
        Err(Error::Withheld { .. }) => tell(policy, None, Event::Withheld),
        Err(_) => {}
    }
}

/// Tells of a session that could not be lent or saved, and of a request that was not let in.
#[cold]
pub(super) fn failed(policy: &Policy, error: &SessionError, request: Option<RequestLine<'_>>) {
    let event = match error {
        SessionError::Save(Error::Withheld { .. }) => Event::Withheld,
        SessionError::CrossSite { reason } => Event::CrossSite { reason: *reason },
        error => Event::Failed { error },
    };
    tell(policy, request, event);
}

impl State {
    /// Tells what happened to a session that was loaded by hand.
    #[cold]
    pub(crate) fn report(&self, event: Event<'_>) {
        if self.policy.observer.is_listening() {
            tell(&self.policy, None, event);
        }
    }

    /// Tells of a session that was loaded by hand and is removed.
    pub(crate) fn report_removal(&self, removal: &SetCookies) {
        if self.policy.observer.is_listening() {
            saved(&self.policy, removal, None);
        }
    }
}

pub(super) fn tell(policy: &Policy, request: Option<RequestLine<'_>>, event: Event<'_>) {
    policy.observer.tell(&Report { cookie: policy.config.cookie, request, event });
}
