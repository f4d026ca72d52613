//! From a seal of either format to what is told of it.

use clap::ArgMatches;
use iron_session::Rejection;

use super::facts::{cookie, verdict};
use super::{fe26, native};
use crate::failure::Failure;
use crate::input::arguments::{self, Format};
use crate::input::chunks::Sealed;
use crate::output::printable::printable;
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

/// What is told of a seal of which a part is missing.
fn incomplete(sealed: &Sealed<'_>, missing: usize) -> Rows {
    let mut rows = Rows::default();
    cookie(&mut rows, sealed);
    let name = sealed.name.unwrap_or_default();
    let told = format!("{}.{missing} did not come", printable(name));
    rows.add("missing", Tone::Bad, told, missing.to_string());
    verdict(&mut rows, Some(Err(Rejection::Malformed)));
    rows
}
