//! [`seal_csrf`] and [`open_csrf`]: the tokens that tie a form to a session.

use std::time::Duration;

use super::contract::{IronToken, OfToken, read_token};
use super::format::Native;
use super::native;
use crate::error::{Error, JsonError, Rejection};
use crate::keyring::{CSRF, Keyring, Subkeys};
use crate::members::{MemberReader, MemberWriter};
use crate::random::Source;
use crate::seal::{Id, id_text};
use crate::times::Now;

/// The token. It has no members: all that it says is to which session it is bound.
struct CsrfToken;

impl IronToken for CsrfToken {
    const PURPOSE: &'static str = CSRF;
    /// A form that was left open overnight can be sent the next morning.
    const MAX_AGE: Option<Duration> = Some(Duration::from_secs(24 * 60 * 60));
    const MEMBERS: &'static [&'static str] = &[];
    type Format = Native;

    fn write_members(&self, _out: &mut MemberWriter<'_>) -> Result<(), JsonError> {
        Ok(())
    }

    fn read_members(source: &mut MemberReader<'_>) -> Result<Self, Rejection> {
        read_token::<Self>(source, |_| Ok(())).map(|_unknown| Self)
    }
}

/// Seals a token for the session with this id, with random bytes of the session's source.
pub(crate) fn seal_csrf(keys: &Keyring, session: &Id, now: Now, random: Source) -> Result<String, Error> {
    let (keys, to) = ((keys, &Subkeys::default()), id_text(session));
    native::seal::<OfToken<CsrfToken>>(keys, &CsrfToken, &to, now, random).map(|(text, _)| text)
}

/// Opens a token that was sealed for the session with this id.
pub(crate) fn open_csrf(keys: &Keyring, text: &str, session: &Id, now: Now) -> Result<(), Rejection> {
    native::open::<OfToken<CsrfToken>>((keys, &Subkeys::default()), text, &id_text(session), now).map(drop)
}
