//! [`Traces`]: what a request brought of iron-session for JavaScript, and the next write has to remove.

use super::policy::Policy;
use crate::cookie;

/// What a request brought of iron-session for JavaScript. Few requests bring any of it.
#[derive(Clone, Default)]
pub(crate) struct Traces {
    /// Whether an accepted seal came: under the session's own name, and under the accepted name.
    pub(super) sent: [bool; 2],
    /// The host of the request, which tells the domains that the cookies may have.
    pub(super) host: Option<Box<str>>,
}

impl Traces {
    /// The Set-Cookie values that remove all of it, in every shape in which it may be stored.
    ///
    /// Otherwise the seal would outlive the session that was made of it, and every later session would be
    /// ambiguous beside it.
    #[cold]
    pub(super) fn removals(&self, policy: &Policy) -> Vec<String> {
        let mut removals = Vec::new();
        for is_accepted_name in [false, true] {
            let Some(name) = policy.config.name(is_accepted_name) else {
                continue;
            };
            if self.sent[usize::from(is_accepted_name)] {
                let mut shapes = policy.accepted_shapes(is_accepted_name, self.host.as_deref());
                // The session itself is written or removed there.
                shapes.retain(|shape| is_accepted_name || *shape != policy.attributes());
                removals.extend(shapes.into_iter().map(|shape| cookie::removal(name, shape)));
            }
        }
        removals
    }
}
