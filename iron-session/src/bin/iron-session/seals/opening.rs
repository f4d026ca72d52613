//! From the text of a seal to its JSON, which keeps its bytes.

use std::time::{Duration, SystemTime};

use iron_session::seal::{self, Binding, Contents};
use iron_session::{Rejection, fe26};
use serde_json::value::RawValue;

use crate::input::keys::Keys;

/// Today's configuration, as far as it was given.
#[derive(Clone, Copy, Default)]
pub(crate) struct Limits {
    pub(crate) max_age: Option<Duration>,
    pub(crate) absolute_timeout: Option<Duration>,
    pub(crate) schema: Option<u16>,
}

/// How a text of a native seal came.
#[derive(Clone, Copy)]
pub(crate) enum Whole {
    /// In one cookie, or not in a cookie.
    AsItCame,
    /// In several cookies, so it may be longer.
    Joined,
}

/// Opens a native seal by its own times.
pub(crate) fn contents(
    keys: &Keys,
    binding: Binding<'_>,
    now: u64,
    (whole, text): (Whole, &[u8]),
) -> Result<Contents, Rejection> {
    keys.open(|ring| match whole {
        Whole::AsItCame => seal::open(ring, binding, now, text),
        Whole::Joined => seal::open_joined(ring, binding, now, text),
    })
}

/// Opens a native seal, by all steps of the page `seal_format`.
pub(crate) fn native(
    keys: &Keys,
    binding: Binding<'_>,
    now: u64,
    limits: Limits,
    text: &[u8],
) -> Result<Box<RawValue>, Rejection> {
    let max_age = limits.max_age.unwrap_or(Duration::MAX);
    let contents = contents(keys, binding, now, (Whole::AsItCame, text))?;
    let contents = contents.within(now, max_age, limits.absolute_timeout)?;
    contents.parse(limits.schema.unwrap_or(contents.record().schema))
}

/// Opens a native seal whose time may be over, or is still to come.
///
/// The library opens a seal only at a moment when it is valid. So such a moment is looked for, by halving.
pub(crate) fn at_its_time(
    keys: &Keys,
    binding: Binding<'_>,
    text: (Whole, &[u8]),
) -> Result<Contents, Rejection> {
    let (mut first, mut last) = (0, u64::from(u32::MAX));
    loop {
        let moment = u64::midpoint(first, last);
        match contents(keys, binding, moment, text) {
            Err(Rejection::NotYetValid) if moment < last => first = moment + 1,
            Err(Rejection::Expired) if moment > first => last = moment - 1,
            result => return result,
        }
    }
}

/// Opens a seal of iron-session for JavaScript. It is bound to nothing but its password.
pub(crate) fn fe26(keys: &Keys, now: SystemTime, text: &[u8]) -> Result<Box<RawValue>, Rejection> {
    let text = str::from_utf8(text).map_err(|_| Rejection::Malformed)?;
    keys.open(|ring| fe26::open(ring, text, now))
}
