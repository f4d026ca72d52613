//! [`SetCookies`]: the Set-Cookie values of one session in a response.

use std::fmt;
use std::sync::Arc;

use super::marker;
use super::outcome::Outcome;
use super::removals::{may_be_due, removals};
use super::sealing::SessionCookie;
use super::state::State;
use super::texts::Texts;
use crate::config::Format;
use crate::cookie;
use crate::revocation::{Ended, Revoker, Settlement};

/// The Set-Cookie values that a response needs for one session.
///
/// [`Session::save`](crate::Session::save) and the layers write them. By hand, for another transport:
///
/// 1. If the response has a Set-Cookie that these [replace](Self::replaces), remove it. But if these
///    [give way](Self::gives_way), leave it, and go on with step 3. A layer asks first whether the
///    Set-Cookie is another's, by [`SessionSlot::check_rivals`](crate::SessionSlot::check_rivals).
/// 2. Append each value as a `Set-Cookie` header of its own, in this order. If there is at least one, or if
///    these [forbid to store](Self::forbids_store) the response, it must have `Cache-Control: no-store`. It
///    must have no header then that tells some caches otherwise, such as `CDN-Cache-Control`.
/// 3. In any case it should have `Vary: Cookie`, and `Cache-Control: private` if it has no other
///    `Cache-Control`.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, Keyring};
/// #
/// # #[derive(IronSession)]
/// # #[iron(cookie = "visit")]
/// # struct Visit {
/// #     count: u32,
/// # }
/// #
/// # let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_count(1);
/// let cookies = session.set_cookies()?;
///
/// let mut values = vec!["visit=old; Path=/".to_owned(), "other=1; Path=/".to_owned()];
/// values.retain(|value| !cookies.replaces(value.as_bytes()));
/// values.extend(cookies);
/// assert_eq!(values.len(), 2);
/// assert!(values[0].starts_with("other=") && values[1].starts_with("visit="));
/// # Ok::<(), iron_session::Error>(())
/// ```
#[must_use = "the browser learns of the session only by these headers"]
#[derive(Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "they are facts that do not exclude each other")]
pub struct SetCookies {
    name: &'static str,
    /// The session, or the last of its chunks.
    session: Option<String>,
    /// What is written before: removals of other cookies, the marker, and all chunks but the last.
    others: Vec<String>,
    /// How many of the last values in `others` are chunks of the session, before its last one.
    chunks_before: usize,
    /// In which format sessions of this configuration may be in chunks, if they may.
    chunks: Option<Format>,
    gives_way: bool,
    /// Whether a change is not written, since the browser may hold back a session that it would replace.
    is_withheld: bool,
    /// Whether the request was for a host outside of the cookie's domain.
    pub(super) is_outside_domain: bool,
    pub(super) outcome: Outcome,
    /// Whether no cache may keep the response, even if nothing is written.
    forbids_store: bool,
    /// What a store of revocations has to be told before these are sent. Boxed, since it is rare.
    settlement: Option<Box<Settlement>>,
    is_withdrawn: bool,
}

impl SetCookies {
    /// What a session in this state writes, with its own cookie.
    #[inline]
    pub(super) fn of(state: &State, cookie: SessionCookie) -> Self {
        let SessionCookie { texts, is_optional, outcome } = cookie;
        let mut others = others(state, &texts);
        let (session, chunks_before) = match texts {
            Texts::Whole(text) => (Some(text), 0),
            Texts::Chunks(mut texts) => {
                let (last, before) = (texts.pop(), texts.len());
                others.extend(texts);
                (last, before)
            }
        };
        Self { session, others, chunks_before, gives_way: is_optional, outcome, ..Self::nothing(state) }
    }

    /// Nothing, for a session in this state that is not written.
    #[inline]
    pub(super) fn nothing(state: &State) -> Self {
        let config = &state.policy.config;
        Self {
            name: config.cookie,
            session: None,
            others: Vec::new(),
            chunks_before: 0,
            chunks: (config.chunks > 1).then_some(config.format),
            gives_way: false,
            is_withheld: false,
            is_outside_domain: state.received.is_outside_domain,
            outcome: Outcome::Nothing,
            forbids_store: config.no_store && state.received.contents.is_some(),
            settlement: None,
            is_withdrawn: false,
        }
    }

    /// Adds what a store of revocations has to be told before these are sent.
    pub(crate) fn add_settlement(&mut self, settlement: Option<Box<Settlement>>) {
        self.settlement = settlement;
    }

    /// Has more sessions end with this save.
    pub(super) fn also_end(&mut self, revoker: &Arc<Revoker>, more: impl Iterator<Item = Ended>) {
        for ended in more {
            let settlement = self.settlement.get_or_insert_with(|| {
                Box::new(Settlement { revoker: Arc::clone(revoker), ended: Vec::new(), begun: None })
            });
            if settlement.ended.iter().all(|known| known.id != ended.id) {
                settlement.ended.push(ended);
            }
        }
    }

    /// Leaves out what would be written: the session was ended while the request was at work.
    pub(crate) fn withdraw(&mut self) {
        (self.session, self.chunks_before, self.outcome) = (None, 0, Outcome::Nothing);
        self.others.clear();
        self.is_withdrawn = true;
    }

    /// Whether the session was ended while the request was at work. What a handler has put into the response
    /// by hand is to be left out too.
    #[allow(dead_code, reason = "only the frameworks see what handlers have put into a response")]
    pub(crate) fn is_withdrawn(&self) -> bool {
        self.is_withdrawn
    }

    /// Whether a store of revocations has to be told yet.
    pub(crate) fn is_to_be_settled(&self) -> bool {
        self.settlement.is_some()
    }

    /// What a store of revocations has to be told before these are sent. It is given once.
    pub(crate) fn take_settlement(&mut self) -> Option<Box<Settlement>> {
        self.settlement.take()
    }

    /// Nothing, in place of a change that may not be written.
    #[cold]
    pub(super) fn withheld(state: &State) -> Self {
        Self { is_withheld: true, ..Self::nothing(state) }
    }

    /// How many bytes the names and the values of the session's cookies have.
    pub(super) fn cookie_bytes(&self) -> usize {
        let (chunks, session) = (self.others.iter().rev().take(self.chunks_before), self.session.iter());
        let pairs = chunks.chain(session).filter_map(|text| text.split(';').next());
        pairs.map(|pair| pair.len().saturating_sub("=".len())).sum()
    }

    /// Whether a change was not written.
    pub(super) fn is_withheld(&self) -> bool {
        self.is_withheld
    }

    /// What a session that ended in this state writes.
    pub(crate) fn removal(state: &State) -> Self {
        let text = cookie::removal(state.policy.config.cookie, state.policy.attributes());
        let texts = Texts::Whole(text);
        Self::of(state, SessionCookie { texts, is_optional: false, outcome: Outcome::Removed })
    }

    /// What a session that ended writes, if nothing of the session after it is written.
    pub(crate) fn in_place_of(self, written: &Self) -> Self {
        Self { is_withheld: written.is_withheld, ..self }
    }

    /// The values, in the order in which they are written.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.others.iter().chain(&self.session).map(String::as_str)
    }

    /// The cookie's name.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// assert_eq!(session.set_cookies()?.name(), "visit");
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether nothing has to be written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.set_count(0); // the default: nothing has changed
    /// assert!(session.set_cookies()?.is_empty());
    /// session.set_count(1);
    /// assert!(!session.set_cookies()?.is_empty());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.session.is_none()
    }

    /// Whether an earlier Set-Cookie of the same cookie stays, and these are not written.
    ///
    /// It is so for a refresh, and for a session that is only sealed anew, for example under another key.
    /// Both hold no new data.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// #[derive(IronSession)]
    /// #[iron(refresh_after = "1d")]
    /// struct Visit {
    ///     count: u32,
    /// }
    ///
    /// # let keys = Keyring::generate()?;
    /// # let on_day = |day: u64| {
    /// #     let now = UNIX_EPOCH + Duration::from_secs(day * 86_400);
    /// #     SessionManager::<Visit>::new(keys.clone()).clock(move || now)
    /// # };
    /// let mut session = on_day(1).load_bytes([], None);
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    ///
    /// let mut session = on_day(3).load_bytes([cookie.as_bytes()], None);
    /// assert!(session.set_cookies()?.gives_way()); // a refresh
    /// session.set_count(2);
    /// assert!(!session.set_cookies()?.gives_way());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn gives_way(&self) -> bool {
        self.gives_way
    }

    /// Whether the response must have `Cache-Control: no-store` even if nothing is written: the configuration
    /// asks for it, and the request brought a session.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).no_store();
    /// let mut stranger = sessions.load_bytes([], None);
    /// assert!(!stranger.set_cookies()?.forbids_store());
    ///
    /// stranger.set_count(1);
    /// let cookie: String = stranger.set_cookies()?.into_iter().collect();
    /// let mut visitor = sessions.load_bytes([cookie.as_bytes()], None);
    /// assert!(visitor.set_cookies()?.forbids_store());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn forbids_store(&self) -> bool {
        self.forbids_store
    }

    /// Whether an earlier Set-Cookie value is of the same cookie, so that a response must not have both.
    ///
    /// The earlier one has to be removed, unless these [give way](Self::gives_way). A cookie `NAME.0` to
    /// `NAME.3` that is no chunk of a session and that these do not write is of another hand, and stays. In
    /// the format of iron-session for JavaScript a chunk cannot be told from another cookie.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// # session.set_count(1);
    /// let cookies = session.set_cookies()?;
    /// assert!(cookies.replaces(b"visit=old; Path=/"));
    /// assert!(!cookies.replaces(b"visitor=7; Path=/"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn replaces(&self, set_cookie: &[u8]) -> bool {
        let set = cookie::set_name(set_cookie);
        let of = |other: &str| other.split_once('=').is_some_and(|(name, _)| name.as_bytes() == set);
        set == self.name.as_bytes()
            || self.chunks.is_some_and(|format| cookie::sets_chunk_of(self.name, format, set_cookie))
            || self.others.iter().any(|other| of(other))
    }
}

/// What is written before the session: what the browser may hold of it besides, and the marker of a `Strict`
/// session.
#[inline]
fn others(state: &State, texts: &Texts) -> Vec<String> {
    let mut others = if may_be_due(state) { removals(state, texts.chunks()) } else { Vec::new() };
    let config = &state.policy.config;
    if marker::is_used(config) {
        others.push(marker::beside(config.cookie, texts.last()));
    }
    others
}

impl IntoIterator for SetCookies {
    type Item = String;
    type IntoIter = std::iter::Chain<std::vec::IntoIter<String>, std::option::IntoIter<String>>;

    fn into_iter(self) -> Self::IntoIter {
        self.others.into_iter().chain(self.session)
    }
}

impl fmt::Debug for SetCookies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetCookies")
            .field("name", &self.name)
            .field("values", &"<redacted>")
            .finish_non_exhaustive()
    }
}
