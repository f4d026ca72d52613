//! [`Event`]: what happened to a session, for the operator.

use std::fmt;
use std::time::Duration;

use crate::error::{CrossSiteReason, Error, Rejection, SessionError, StoreError};
use crate::keyring::{KeyRole, ShortTag};

/// What happened to a session, for the operator. It holds no secret, no seal and nothing of the data.
///
/// [`SessionManager::on_event`](crate::SessionManager::on_event) tells it within a [`Report`](crate::Report),
/// which names the cookie and the request. Each variant says when it is told. Of one load, exactly one of
/// [`Opened`](Self::Opened) and [`Refused`](Self::Refused) is told, and none of the two if no cookie of the
/// session came. Of one save, at most one of [`Written`](Self::Written), [`Resealed`](Self::Resealed) and
/// [`Removed`](Self::Removed) is told. Below a layer that is once, when the response is ready.
///
/// # Examples
///
/// ```
/// # use std::sync::mpsc::channel;
/// # use iron_session::{IronSession, Keyring, SessionManager};
/// use iron_session::Event;
///
/// # #[derive(IronSession)]
/// # #[iron(cookie = "visit")]
/// # struct Visit {
/// #     count: u32,
/// # }
/// #
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (tell, told) = channel();
/// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).on_event(move |report| {
///     if let Event::Written { bytes, .. } = report.event {
///         drop(tell.send(bytes));
///     }
/// });
/// let mut session = sessions.load(&http::Request::new(()));
/// session.set_count(1);
/// let cookies: String = session.set_cookies()?.into_iter().collect();
/// let (pair, _attributes) = cookies.split_once(';').ok_or("attributes")?;
/// assert_eq!(told.try_recv()?, pair.len() - 1); // name and value, without the `=`
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A session was loaded, and a cookie of it opened and counts.
    Opened {
        /// The key that opened it. None for a seal of iron-session for JavaScript.
        key: Option<ShortTag>,
        /// What that key is there for. [`KeyRole::Previous`] is a key that is not to be deleted yet.
        role: KeyRole,
        /// How long ago the session began. None for a seal that does not tell.
        age: Option<Duration>,
    },
    /// A session was loaded, and all cookies of it that came were refused. The visitor has a new session.
    Refused {
        /// The reason. Of several, it is that of the cookie that came furthest.
        reason: Rejection,
    },
    /// Besides `Opened`: the seal was one of iron-session for JavaScript, and the session is native.
    Accepted,
    /// Besides `Refused`: the session is [ambiguous](Rejection::Ambiguous), and one of the cookies was of
    /// iron-session for JavaScript. If it comes again after a login, name its domain and path with
    /// `SessionManager::accept_former`.
    JavascriptRemains,
    /// Before `Written`: a new session is written, or one after [`restart`](crate::Session::restart).
    Begun,
    /// Before `Written`: a session that was opened is written after [`renew`](crate::Session::renew), or with
    /// another subject than it had.
    Renewed,
    /// A session was sealed for the response, with new data or new times.
    Written {
        /// The bytes of the cookie's name and value together, of which browsers keep 4096. Of a session in
        /// several cookies, the bytes of all of them.
        bytes: usize,
        /// How many Set-Cookie values there are, with removals and a marker.
        cookies: usize,
        /// Whether its data or its beginning is new. If not, it was a refresh.
        changed: bool,
    },
    /// A session was sealed anew for the response, with the same times: under the key that seals today, by
    /// today's schema, or in the native format.
    Resealed {
        /// The bytes of the cookie's name and value together, or those of all cookies of the session.
        bytes: usize,
        /// How many Set-Cookie values there are, with removals and a marker.
        cookies: usize,
    },
    /// A refresh, or a sealing anew, was due, and is not written: the session does not fit into the cookies
    /// that today's configuration allows, or cannot be sealed. It stays as it is, and ends when it would
    /// have. Told when the save finds it out, so also below a layer without the request.
    RefreshDropped {
        /// Why it cannot be written.
        error: &'a Error,
    },
    /// A session has ended, and the response removes its cookie.
    Removed {
        /// How many Set-Cookie values there are.
        cookies: usize,
    },
    /// A change was not written, since the browser may hold back the visitor's own session; see
    /// [`Meta::withheld`](crate::Meta::withheld). In builds with `debug_assertions` the save fails too.
    Withheld,
    /// Besides `Written`, `Resealed` or `Removed`: the request's host does not belong to the cookie's domain.
    /// The browser drops the cookie, unless a proxy has changed the header `Host`.
    OutsideDomain {
        /// The domain of the cookie.
        domain: &'a str,
    },
    /// A framework's layer could not lend a session, or could not save it. Mostly it answers 500.
    Failed {
        /// The reason, which says what to change.
        error: &'a SessionError,
    },
    /// A layer answered 403, since a page of another site may have caused the request. No session was lent.
    /// Other sites can cause any number of these.
    CrossSite {
        /// Which rule of [`CrossSite`](crate::CrossSite) refused it.
        reason: CrossSiteReason,
    },
    /// What [`destroy`](crate::Session::destroy) returned for a session that was loaded by hand was dropped,
    /// and not saved. The cookie stays valid.
    LogoutLost,
    /// A session was ended in the store of revocations, by a logout, a `restart` or a renewal.
    Revoked,
    /// The store of revocations did not answer, and the session was lent all the same, by
    /// [`Outage::Accept`](crate::Outage::Accept). With `Outage::Refuse` it is [`Failed`](Self::Failed).
    Unchecked {
        /// What the store said.
        error: &'a StoreError,
    },
    /// The store of revocations has lost what it had, for example by a `FLUSHALL`, or by a restart without
    /// persistence. Sessions that were ended may be valid again.
    RevocationsLost,
    /// The store of revocations does not tell whether it may drop entries when its memory is full. See that
    /// its `maxmemory-policy` is `noeviction`.
    EvictionUnknown,
    /// [`insecure_plain_http`](crate::SessionManager::insecure_plain_http) was called: whoever is on the
    /// network can read the cookies. It is told once for each manager, at the start.
    PlainHttp,
}

/// How much an event asks for attention. The feature `tracing` has a level of the same name for each.
///
/// # Examples
///
/// ```
/// use iron_session::{Event, Rejection, Severity};
///
/// assert_eq!(Event::Refused { reason: Rejection::Expired }.severity(), Severity::Debug);
/// assert_eq!(Event::Refused { reason: Rejection::Forged }.severity(), Severity::Warn);
/// assert!(Event::LogoutLost.severity() > Severity::Warn);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// What happens in most requests.
    Trace,
    /// What is ordinary and not frequent, such as a login or an expired cookie.
    Debug,
    /// What is worth a look if it happens often, such as a forged cookie.
    Warn,
    /// What a visitor notices: a session that was not lent, not saved or not ended.
    Error,
}

impl Event<'_> {
    /// The event as one word that no release changes: the variant in snake case, such as `opened`.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::Event;
    ///
    /// assert_eq!(Event::LogoutLost.word(), "logout_lost");
    /// ```
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Refused { .. } => "refused",
            Self::Accepted => "accepted",
            Self::JavascriptRemains => "javascript_remains",
            Self::Begun => "begun",
            Self::Renewed => "renewed",
            Self::Written { .. } => "written",
            Self::Resealed { .. } => "resealed",
            Self::RefreshDropped { .. } => "refresh_dropped",
            Self::Removed { .. } => "removed",
            Self::Withheld => "withheld",
            Self::OutsideDomain { .. } => "outside_domain",
            Self::Failed { .. } => "failed",
            Self::CrossSite { .. } => "cross_site",
            Self::LogoutLost => "logout_lost",
            Self::Revoked => "revoked",
            Self::Unchecked { .. } => "unchecked",
            Self::RevocationsLost => "revocations_lost",
            Self::EvictionUnknown => "eviction_unknown",
            Self::PlainHttp => "plain_http",
        }
    }

    /// How much the event asks for attention.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Event, Severity};
    ///
    /// assert_eq!(Event::Begun.severity(), Severity::Debug);
    /// ```
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Opened { .. } | Self::Written { .. } | Self::Resealed { .. } => Severity::Trace,
            // This is ordinary: it happens to every visitor who stays away long enough, or who was signed
            // out.
            Self::Refused { reason: Rejection::Expired | Rejection::Revoked }
            | Self::Accepted
            | Self::Begun
            | Self::Renewed
            | Self::Revoked
            | Self::Removed { .. } => Severity::Debug,
            Self::Refused { .. }
            | Self::JavascriptRemains
            | Self::RefreshDropped { .. }
            | Self::Withheld
            | Self::OutsideDomain { .. }
            | Self::CrossSite { .. }
            | Self::Unchecked { .. }
            | Self::EvictionUnknown
            | Self::PlainHttp => Severity::Warn,
            Self::Failed { .. } | Self::LogoutLost | Self::RevocationsLost => Severity::Error,
        }
    }

    /// What happened, without the values of this event.
    pub(super) fn text(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "session opened",
            Self::Refused { .. } => "session cookie refused",
            Self::Accepted => "seal of iron-session for JavaScript accepted",
            Self::JavascriptRemains => JAVASCRIPT_REMAINS,
            Self::Begun => "session begun",
            Self::Renewed => "session renewed",
            Self::Written { .. } => "session written",
            Self::Resealed { .. } => "session sealed anew",
            Self::RefreshDropped { .. } => REFRESH_DROPPED,
            Self::Removed { .. } => "session removed",
            Self::Withheld => WITHHELD,
            Self::OutsideDomain { .. } => OUTSIDE_DOMAIN,
            Self::Failed { .. } => "session not lent or not saved",
            Self::CrossSite { .. } => "request of another site refused",
            Self::LogoutLost => LOGOUT_LOST,
            Self::Revoked => "session ended in the store of revocations",
            Self::Unchecked { .. } => "session lent although it is not known whether it was ended",
            Self::RevocationsLost => REVOCATIONS_LOST,
            Self::EvictionUnknown => EVICTION_UNKNOWN,
            Self::PlainHttp => PLAIN_HTTP,
        }
    }
}

/// One line for people, which may change.
impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())?;
        match self {
            Self::Opened { key: Some(key), role, .. } => write!(f, " with the {role} key {key}"),
            Self::Refused { reason } => write!(f, ": {reason}"),
            Self::Written { bytes, .. } | Self::Resealed { bytes, .. } => write!(f, " in {bytes} bytes"),
            Self::OutsideDomain { domain } => write!(f, " ({domain})"),
            Self::RefreshDropped { error } => write!(f, ": {error}"),
            Self::Failed { error } => write!(f, ": {error}"),
            Self::Unchecked { error } => write!(f, ": {error}"),
            Self::CrossSite { reason } => write!(f, ": {reason}"),
            _ => Ok(()),
        }
    }
}

const JAVASCRIPT_REMAINS: &str = "a cookie of iron-session for JavaScript came beside another session; if it comes again after \
     a login, name its domain and path with `SessionManager::accept_former`";
const REFRESH_DROPPED: &str =
    "session neither refreshed nor sealed anew: it stays as it is, and ends when it would have";
const WITHHELD: &str = "session not saved: another site made the request, and the browser may hold a session that it \
     did not send; call `renew` if this is a login";
const OUTSIDE_DOMAIN: &str = "the request's host is outside of the cookie's domain: the browser drops the cookie, unless a \
     proxy has changed the header `Host`";
const LOGOUT_LOST: &str =
    "session destroyed but not saved: its cookie stays valid; save what `destroy` returns";
const REVOCATIONS_LOST: &str = "the store of revocations has lost what it had: sessions that were ended may be valid again; \
     change the keys, or end them once more";
const EVICTION_UNKNOWN: &str = "the store of revocations does not tell whether it may drop entries; see that its \
     `maxmemory-policy` is `noeviction`";
const PLAIN_HTTP: &str = "session cookies are written without `Secure`: whoever is on the network can read them and \
     take the sessions over; use `insecure_plain_http` only in a network that you trust";
