//! [`Traces`]: what a request brought besides one whole cookie of the session, and the next write has to
//! remove.

use super::chunks::Chunks;
use super::parts::Parts;
use super::pieces::Pieces;
use super::policy::Policy;
use crate::config::{Format, MOST_CHUNKS};
use crate::cookie::{self, Attributes};

/// What a request brought besides one whole cookie of the session. Few requests bring any of it.
#[derive(Clone, Default)]
pub(crate) struct Traces {
    /// Under which numbers chunks came that the session itself may have written.
    pub(super) chunks: [bool; MOST_CHUNKS],
    /// In how many cookies the session came that counts.
    pub(super) cookies: u8,
    /// Whether an accepted seal of iron-session came: under the session's own name, and under the accepted
    /// name.
    pub(super) sent: [bool; 2],
    /// Under which numbers parts of an accepted seal came, under each of the names.
    pub(super) parts: [[bool; MOST_CHUNKS]; 2],
    /// The host of the request, which tells the domains that the cookies may have.
    pub(super) host: Option<Box<str>>,
}

impl Traces {
    /// Remembers which pieces came.
    pub(super) fn note(&mut self, pieces: &Pieces<'_>, format: Format) {
        let javascript = pieces.javascript.each_ref().map(Parts::numbers);
        match format {
            Format::Native => (self.chunks, self.parts) = (Chunks::numbers(&pieces.chunks), javascript),
            Format::Fe26 => self.chunks = javascript[0],
        }
    }

    /// Whether anything of an accepted session came.
    pub(super) fn is_accepted(&self) -> bool {
        self.sent.contains(&true) || self.parts.as_flattened().contains(&true)
    }

    /// The Set-Cookie values that remove all of an accepted session, in every shape in which it may be
    /// stored. The first `written` chunks are written in the shape of today.
    ///
    /// Otherwise the seal would outlive the session that was made of it, and every later session would be
    /// ambiguous beside it. Parts without their first one are nothing. So the others are removed in the most
    /// usual shapes only: all shapes of all parts would not fit into the head of a response.
    #[cold]
    pub(super) fn removals(&self, policy: &Policy, written: usize) -> Vec<String> {
        let mut removals = Vec::new();
        for ((is_sent, parts), is_accepted_name) in self.sent.into_iter().zip(self.parts).zip([false, true]) {
            let Some(name) = policy.config.name(is_accepted_name) else {
                continue;
            };
            let shapes = policy.accepted_shapes(is_accepted_name, self.host.as_deref());
            let usual = policy.usual_accepted_shapes(is_accepted_name);
            let today = (!is_accepted_name).then(|| policy.attributes());
            let mut remove = |name: &str, shapes: &[Attributes<'_>], is_written: bool| {
                let others = shapes.iter().filter(|shape| !is_written || Some(**shape) != today);
                removals.extend(others.map(|shape| cookie::removal(name, *shape)));
            };
            if is_sent {
                // The session itself is written or removed in the shape of today.
                remove(name, &shapes, true);
            }
            for (part, _) in parts.into_iter().enumerate().filter(|(_, is_sent)| *is_sent) {
                let shapes = if part == 0 { &shapes } else { &usual };
                remove(&cookie::chunk_name(name, part), shapes, part < written);
            }
        }
        removals
    }
}
