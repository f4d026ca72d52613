//! What is told of seals of both formats.

use iron_session::Rejection;
use serde_json::value::RawValue;

use crate::input::chunks::Sealed;
use crate::output::object::string;
use crate::output::printable::printable;
use crate::output::rows::Rows;
use crate::output::style::Tone;

/// Adds what is known of every seal without a key.
pub(super) fn outside(rows: &mut Rows, sealed: &Sealed<'_>, text: &str) {
    rows.number("length", text.len() as u64, "characters");
    cookie(rows, sealed);
}

/// Adds whether the seal opens. Without a key that is not known.
pub(super) fn verdict(rows: &mut Rows, result: Option<Result<(), Rejection>>) {
    let mut opens = |tone, shown: &str, json: &str| rows.add("opens", tone, shown, json.to_owned());
    match result {
        None => opens(Tone::Notable, "not known: no secret in the environment", "null"),
        Some(Ok(())) => opens(Tone::Good, "yes", "true"),
        Some(Err(reason)) => {
            opens(Tone::Bad, &format!("no: {reason}"), "false");
            rows.text("reason", reason.word());
        }
    }
}

/// Adds the JSON of a session.
pub(super) fn json(rows: &mut Rows, json: &RawValue) {
    rows.add("json", Tone::Plain, printable(json.get()), json.get().to_owned());
}

/// Adds the name of the cookie, and how many there are.
pub(super) fn cookie(rows: &mut Rows, sealed: &Sealed<'_>) {
    if let Some(name) = sealed.name {
        rows.add("cookie", Tone::Plain, printable(name), string(name));
    }
    if sealed.chunks > 1 {
        rows.number("chunks", sealed.chunks as u64, "cookies");
    }
}
