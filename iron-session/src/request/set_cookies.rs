//! [`SetCookies`]: what a response has to say about one session.

use std::fmt;

use super::sealing::SessionCookie;
use super::state::State;
use crate::cookie;

/// The Set-Cookie values that a response needs for one session.
///
/// Append each as a header of its own, in this order, after taking out any that sets the same
/// [`name`](Self::name), or if these give way to it instead; if there are any, the response must say `Cache-Control: no-store`. In any case it should say
/// `Vary: Cookie`, and `Cache-Control: private` if it says nothing else.
#[must_use = "the browser learns of the session only by these headers"]
#[derive(Clone, PartialEq, Eq)]
pub struct SetCookies {
    name: &'static str,
    accepted_name: Option<&'static str>,
    session: Option<String>,
    removals: Vec<String>,
    gives_way: bool,
}

impl SetCookies {
    /// What a session in this state writes; nothing without a value for its own cookie.
    #[inline]
    pub(super) fn new(state: &State, cookie: Option<SessionCookie>) -> Self {
        let gives_way = cookie.as_ref().is_some_and(|cookie| cookie.is_optional);
        let session = cookie.map(|cookie| cookie.text);
        let removals = if session.is_some() { other_shapes(state) } else { Vec::new() };
        let accepted_name = accepted_name_to_remove(state).filter(|_| session.is_some());
        Self { name: state.policy.config.cookie, accepted_name, session, removals, gives_way }
    }

    /// What a session that ended in this state writes.
    pub(crate) fn removal(state: &State) -> Self {
        let text = cookie::removal(state.policy.config.cookie, state.policy.attributes());
        Self::new(state, Some(SessionCookie { text, is_optional: false }))
    }

    /// The cookie's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether nothing has to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.session.is_none()
    }

    /// Whether it is a mere refresh, which leaves an earlier Set-Cookie for the same cookie standing instead.
    #[must_use]
    pub fn gives_way(&self) -> bool {
        self.gives_way
    }

    /// Whether an earlier Set-Cookie value is for the same cookie and, unless this [`gives_way`](Self::gives_way), has to make
    /// way.
    #[must_use]
    pub fn replaces(&self, set_cookie: &[u8]) -> bool {
        cookie::sets(set_cookie, self.name)
            || self.accepted_name.is_some_and(|name| cookie::sets(set_cookie, name))
    }
}

/// Removals for the shapes of this cookie that an earlier configuration may have left.
///
/// A browser does not tell the shape of what it sends, so they follow every write after a cookie was sent.
#[inline]
fn other_shapes(state: &State) -> Vec<String> {
    let (policy, mut removals) = (&state.policy, Vec::new());
    if state.received.sent && policy.has_other_shapes() {
        removals.extend(policy.other_shapes().map(|shape| cookie::removal(policy.config.cookie, shape)));
    }
    // What was accepted under another name would otherwise outlive the session that it became.
    if let Some(name) = accepted_name_to_remove(state) {
        let mut shapes: Vec<String> =
            policy.accepted_shapes().into_iter().map(|shape| cookie::removal(name, shape)).collect();
        shapes.dedup();
        removals.extend(shapes);
    }
    removals
}

/// The accepted name, if the request carried a cookie of it.
#[inline]
fn accepted_name_to_remove(state: &State) -> Option<&'static str> {
    state.policy.config.accepted_name().filter(|_| state.received.accepted_name_sent)
}

impl IntoIterator for SetCookies {
    type Item = String;
    type IntoIter = std::iter::Chain<std::vec::IntoIter<String>, std::option::IntoIter<String>>;

    fn into_iter(self) -> Self::IntoIter {
        self.removals.into_iter().chain(self.session)
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
