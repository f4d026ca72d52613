//! [`Traces`]: what a request brought of iron-session for JavaScript, and the next write has to remove.

use super::policy::Policy;
use crate::config::Format;
use crate::cookie::{self, Attributes, MOST_PARTS};

/// What a request brought of iron-session for JavaScript. Few requests bring any of it.
#[derive(Clone, Default)]
pub(crate) struct Traces {
    /// Whether an accepted seal came: under the session's own name, and under the accepted name.
    pub(super) sent: [bool; 2],
    /// Which parts of a session came, under each of the names.
    pub(super) parts: [[bool; MOST_PARTS]; 2],
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
        for (number, is_accepted_name) in [false, true].into_iter().enumerate() {
            let Some(name) = policy.config.name(is_accepted_name) else {
                continue;
            };
            let shapes = self.shapes(policy, is_accepted_name);
            if self.sent[number] {
                // The session itself is written or removed in the shape of today.
                let today = (!is_accepted_name).then(|| policy.attributes());
                let others = shapes.iter().filter(|shape| Some(**shape) != today);
                removals.extend(others.map(|shape| cookie::removal(name, *shape)));
            }
            for part in (0..MOST_PARTS).filter(|part| self.parts[number][*part]) {
                let name = format!("{name}.{part}");
                removals.extend(shapes.iter().map(|shape| cookie::removal(&name, *shape)));
            }
        }
        removals
    }

    /// The shapes in which cookies of one of the names may be stored.
    fn shapes<'a>(&'a self, policy: &'a Policy, is_accepted_name: bool) -> Vec<Attributes<'a>> {
        match policy.config.format {
            Format::Native => policy.accepted_shapes(is_accepted_name, self.host.as_deref()),
            Format::Fe26 => std::iter::once(policy.attributes()).chain(policy.other_shapes()).collect(),
        }
    }
}
