//! [`Remains`]: what is kept of a response whose session could not be saved.

use crate::members::IronSession;
use crate::request::response::{Header, Headers};
use crate::request::{SetCookies, apply};
use crate::session::SessionSlot;

/// What is kept of a response whose session could not be saved: the cookies of others, and the session's
/// removal if it was destroyed. Sessions of other types are among the others.
pub(crate) struct Remains {
    /// Some may not be text.
    others: Vec<Vec<u8>>,
    removal: Option<SetCookies>,
}

impl Remains {
    pub(crate) fn of<T: IronSession>(slot: &SessionSlot<T>, headers: &impl Headers) -> Self {
        let others = headers.values(Header::SetCookie).filter(|value| !slot.is_of_session(value));
        Self { others: others.map(<[u8]>::to_vec).collect(), removal: slot.removal() }
    }

    /// Writes what was kept to the headers of the response that is sent instead.
    pub(crate) fn write_onto(self, headers: &mut impl Headers) {
        for text in self.others {
            headers.add_set_cookie(text);
        }
        headers.set(Header::CacheControl, "no-store");
        if let Some(removal) = self.removal {
            apply(removal, headers);
        }
    }
}
