//! What is told of a seal of either format.

use clap::ArgMatches;
use iron_session::Rejection;
use serde_json::value::RawValue;

use super::{fe26, native};
use crate::failure::Failure;
use crate::input::arguments::{self, Format};
use crate::input::chunks::Sealed;
use crate::output::object::string;
use crate::output::rows::Rows;
use crate::output::style::Tone;

/// Which format a text shows.
pub(crate) fn format(text: &[u8]) -> Format {
    if text.starts_with(b"Fe26.") { Format::Fe26 } else { Format::Native }
}

/// All that can be told of a seal; a refusal if it is none.
pub(crate) fn report(matches: &ArgMatches, sealed: &Sealed<'_>) -> Result<Rows, Failure> {
    let text = match &sealed.text {
        Ok(text) => text,
        Err(missing) => return Ok(incomplete(sealed, *missing)),
    };
    match arguments::format(matches).unwrap_or_else(|| format(text.as_bytes())) {
        Format::Native => native::report(matches, sealed, text),
        Format::Fe26 => fe26::report(matches, sealed, text),
    }
}

/// Adds what is known of every seal without a key.
pub(super) fn outside(rows: &mut Rows, sealed: &Sealed<'_>, text: &str) {
    rows.number("length", text.len() as u64, "characters");
    in_cookies(rows, sealed);
}

/// Adds whether the seal opens. Without a key that is not known.
pub(super) fn verdict(rows: &mut Rows, result: Option<Result<(), Rejection>>) {
    let json = |opens: bool| opens.to_string();
    match result {
        None => {
            rows.add("opens", Tone::Notable, "not known: no secret in the environment", "null".to_owned())
        }
        Some(Ok(())) => rows.add("opens", Tone::Good, "yes", json(true)),
        Some(Err(reason)) => {
            rows.add("opens", Tone::Bad, format!("no: {reason}"), json(false));
            rows.text("reason", reason.word());
        }
    }
}

/// Adds the JSON of a session.
pub(super) fn json(rows: &mut Rows, json: &RawValue) {
    rows.add("json", Tone::Plain, printable(json.get()), json.get().to_owned());
}

fn in_cookies(rows: &mut Rows, sealed: &Sealed<'_>) {
    if let Some(name) = sealed.name {
        rows.add("cookie", Tone::Plain, printable(name), string(name));
    }
    if sealed.chunks > 1 {
        rows.number("chunks", sealed.chunks as u64, "cookies");
    }
}

/// What is told of a seal of which a part is missing.
fn incomplete(sealed: &Sealed<'_>, missing: usize) -> Rows {
    let mut rows = Rows::default();
    in_cookies(&mut rows, sealed);
    let name = sealed.name.unwrap_or_default();
    let told = format!("{}.{missing} did not come", printable(name));
    rows.add("missing", Tone::Bad, told, missing.to_string());
    verdict(&mut rows, Some(Err(Rejection::Malformed)));
    rows
}

/// A text without what steers a terminal or turns the direction of writing. In JSON the escapes mean the same
/// characters.
fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            shown.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}
