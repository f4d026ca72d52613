//! What is told of a native seal.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::ArgMatches;
use iron_session::Rejection;
use iron_session::seal::{Binding, Contents, Label, Record};
use serde_json::value::RawValue;

use super::facts::{json, outside, verdict};
use super::opening::{self, Whole};
use crate::failure::Failure;
use crate::input::arguments::{self, Format};
use crate::input::chunks::Sealed;
use crate::input::keys::Keys;
use crate::output::hex::hex;
use crate::output::object::string;
use crate::output::rows::Rows;
use crate::output::style::Tone;
use crate::output::times;

/// How many bytes of a key tag are shown to people, as the keyring's `Debug` has it.
const SHOWN_TAG_BYTES: usize = 4;

pub(super) fn report(matches: &ArgMatches, sealed: &Sealed<'_>, text: &str) -> Result<Rows, Failure> {
    let mut rows = Rows::default();
    let label = Label::read(text.as_bytes())?;
    rows.text("format", "native");
    rows.number("version", label.version.into(), "");
    if let Some(tag) = label.key_tag {
        let tag = hex(&tag);
        rows.add("key_tag", Tone::Plain, format!("{}..", &tag[..2 * SHOWN_TAG_BYTES]), string(&tag));
    }
    outside(&mut rows, sealed, text);
    let now = arguments::seconds(arguments::now(matches))?;
    match Keys::read_if_set(matches, Format::Native)? {
        Some(keys) => {
            let binding = arguments::binding(matches, sealed.name);
            let whole = if sealed.chunks > 1 { Whole::Joined } else { Whole::AsItCame };
            inside(&mut rows, &keys, binding, now, (whole, text.as_bytes()));
        }
        None => verdict(&mut rows, None),
    }
    Ok(rows)
}

/// Adds what only a key shows. A seal whose time is over is shown too.
fn inside(rows: &mut Rows, keys: &Keys, binding: Binding<'_>, now: u64, text: (Whole, &[u8])) {
    let opened = opening::contents(keys, binding, now, text);
    let contents = match &opened {
        Err(Rejection::Expired | Rejection::NotYetValid) => opening::at_its_time(keys, binding, text),
        _ => opened.clone(),
    };
    let Ok(contents) = contents else {
        verdict(rows, Some(opened.map(drop)));
        return;
    };
    let record = contents.record();
    let data = contents.parse::<Box<RawValue>>(record.schema);
    verdict(rows, Some(opened.map(drop).and(data.as_ref().map(drop).map_err(|reason| *reason))));
    key(rows, &contents);
    moments(rows, record, now);
    if let Some(length) = record.own_length {
        rows.add("own_length", Tone::Plain, times::length(length.into()), length.to_string());
    }
    rows.add("transient", Tone::Plain, yes_or_no(record.transient), record.transient.to_string());
    rows.number("schema", record.schema.into(), "");
    if let Some(id) = record.id {
        rows.text("id", &URL_SAFE_NO_PAD.encode(id));
    }
    if let Ok(data) = data {
        json(rows, &data);
    }
}

/// Adds which key opened it.
fn key(rows: &mut Rows, contents: &Contents) {
    if contents.needs_reseal() {
        rows.add("key", Tone::Notable, "previous: it is to be sealed anew", string("previous"));
    } else {
        rows.add("key", Tone::Plain, "current or next", string("current or next"));
    }
}

fn moments(rows: &mut Rows, record: Record, now: u64) {
    let (created, issued, expires) = (record.created.into(), record.issued.into(), record.expires.into());
    rows.moment("created", &format!("began {}", times::relative(created, now)), created);
    rows.moment("issued", &format!("written {}", times::relative(issued, now)), issued);
    if record.expires == u32::MAX {
        rows.add("expires", Tone::Plain, "never", "null".to_owned());
        return;
    }
    let verb = if expires > now { "expires" } else { "expired" };
    rows.moment("expires", &format!("{verb} {}", times::relative(expires, now)), expires);
}

fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}
