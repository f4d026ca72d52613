//! [`SetCookies`]: what a response has to say about one session.

use std::fmt;

use super::loaded::Sealed;
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
    pub(crate) fn new(state: &State, sealed: Option<Sealed>) -> Self {
        let gives_way = sealed.as_ref().is_some_and(|sealed| sealed.is_optional);
        let session = sealed.map(|sealed| sealed.text);
        let removals = if session.is_some() { state.other_shapes() } else { Vec::new() };
        let accepted_name = state.accepted_name_to_remove().filter(|_| session.is_some());
        Self { name: state.policy.config.cookie, accepted_name, session, removals, gives_way }
    }

    /// What a session that ended in this state writes.
    pub(crate) fn removal(state: &State) -> Self {
        let text = cookie::removal(state.policy.config.cookie, state.policy.attributes());
        Self::new(state, Some(Sealed { text, is_optional: false }))
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
