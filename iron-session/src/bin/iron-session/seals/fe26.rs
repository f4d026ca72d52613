//! What is told of a seal of iron-session for JavaScript.

use std::time::UNIX_EPOCH;

use clap::ArgMatches;
use iron_session::Rejection;

use super::facts::{json, outside, verdict};
use super::opening;
use crate::failure::Failure;
use crate::input::arguments::{self, Format};
use crate::input::chunks::Sealed;
use crate::input::keys::Keys;
use crate::output::rows::Rows;
use crate::output::style::Tone;
use crate::output::times;

/// How many fields a seal has.
const FIELDS: usize = 8;

pub(super) fn report(matches: &ArgMatches, sealed: &Sealed<'_>, text: &str) -> Result<Rows, Failure> {
    let fields: Vec<&str> = text.split('*').collect();
    if fields.len() != FIELDS {
        return Err(Rejection::Malformed.into());
    }
    let (id, expiration) = (fields[1], fields[5]);
    let mut rows = Rows::default();
    rows.text("format", "fe26");
    if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        rows.text("password_id", id);
    }
    outside(&mut rows, sealed, text);
    let now = arguments::now(matches);
    let Some(keys) = Keys::read_if_set(matches, Format::Fe26)? else {
        expires(&mut rows, expiration, arguments::seconds(now)?);
        verdict(&mut rows, None);
        return Ok(rows);
    };
    let opened = opening::fe26(&keys, now, text.as_bytes());
    verdict(&mut rows, Some(opened.as_ref().map(drop).map_err(|reason| *reason)));
    // Long before its end, every seal of this format is valid.
    let data = opened.or_else(|_| opening::fe26(&keys, UNIX_EPOCH, text.as_bytes()));
    if let Ok(data) = data {
        expires(&mut rows, expiration, arguments::seconds(now)?);
        json(&mut rows, &data);
    }
    Ok(rows)
}

/// Adds the end that the seal states in clear text. Readers add 60 seconds.
fn expires(rows: &mut Rows, expiration: &str, now: u64) {
    match expiration.parse::<u64>() {
        Ok(millis) => {
            let moment = millis / 1000;
            let verb = if moment > now { "expires" } else { "expired" };
            rows.moment("expires", &format!("{verb} {}", times::relative(moment, now)), moment);
        }
        Err(_) if expiration.bytes().all(|byte| byte.is_ascii_digit()) => {
            rows.add("expires", Tone::Plain, "never", "null".to_owned());
        }
        Err(_) => rows.add("expires", Tone::Bad, "not a number", "null".to_owned()),
    }
}
