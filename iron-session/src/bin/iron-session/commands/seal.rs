//! `iron-session seal`: from JSON to the text of a seal.

use std::time::SystemTime;

use clap::{Arg, ArgAction, ArgMatches, Command};
use iron_session::seal::{self, Record};
use iron_session::{Error, fe26};
use serde_json::value::RawValue;

use super::open::schema_arg;
use crate::failure::Failure;
use crate::input::arguments::{
    self, Format, Length, binding_args, format_arg, length_arg, length_of, now_arg, secret_args,
};
use crate::input::keys::Keys;
use crate::input::{secrets, stdin};
use crate::output::stdout;
use crate::seals::opening::{self, Limits};

const NATIVE_ONLY: [&str; 7] = ["bound-to", "context", "cookie", "id", "purpose", "schema", "transient"];

pub(crate) fn command() -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    Command::new("seal")
        .about("Seals the JSON from stdin and prints the text")
        .args(binding_args())
        .args(secret_args())
        .arg(length_arg("max-age", "How long the seal is valid").default_value("14d"))
        .arg(schema_arg("The schema of the JSON [default: 0]"))
        .arg(flag("id").help("Seals a new random id too"))
        .arg(flag("transient").help("Marks a session that the browser forgets at exit"))
        .arg(now_arg())
        .arg(format_arg())
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let json = json()?;
    let now = arguments::now(matches);
    let length = length_of(matches, "max-age").expect("it has a default");
    let text = if arguments::format(matches) == Some(Format::Fe26) {
        arguments::refuse(matches, &NATIVE_ONLY)?;
        let keys = Keys::read(matches, Format::Fe26)?;
        fe26::seal(keys.sealing(), &json, length.duration(), now)?
    } else {
        native(matches, &json, length, now)?
    };
    stdout::line(&text)
}

/// The JSON from stdin. What is wrong with it is told by its place, since it may be secret.
fn json() -> Result<Box<RawValue>, Failure> {
    let bytes = stdin::read()?.ok_or_else(|| Failure::usage("the JSON has more than 64 KiB"))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let place = format_args!("line {}, column {}", error.line(), error.column());
        Failure::usage(format_args!("stdin is not one JSON value: see {place}"))
    })
}

fn native(matches: &ArgMatches, json: &RawValue, length: Length, now: SystemTime) -> Result<String, Failure> {
    let keys = Keys::read(matches, Format::Native)?;
    let binding = arguments::binding(matches, None);
    if binding.purpose.starts_with("iron-session/") {
        return Err(Failure::usage("purposes that begin with `iron-session/` are the library's own"));
    }
    let record = record(matches, length, now)?;
    let text = seal::seal(keys.sealing(), binding, &record, json.get().as_bytes())?;
    // What no reader would take is not handed out, such as JSON that is nested too deep.
    opening::native(&keys, binding, record.issued.into(), Limits::default(), text.as_bytes())
        .map_err(|reason| Failure::usage(format_args!("this JSON cannot be sealed: {reason}")))?;
    Ok(text)
}

fn record(matches: &ArgMatches, length: Length, now: SystemTime) -> Result<Record, Failure> {
    let now = u32::try_from(arguments::seconds(now)?).map_err(|_| Error::Clock)?;
    let end = |length| u32::try_from(length).ok().and_then(|length| now.checked_add(length));
    let expires = match length {
        Length::Seconds(length) => end(length).ok_or_else(|| {
            Failure::usage("`--max-age` is too long: a seal can name no end after February 2106")
        })?,
        Length::Never => u32::MAX,
    };
    let id = matches.get_flag("id").then(secrets::id).transpose()?;
    let schema = matches.get_one("schema").copied().unwrap_or(0);
    let transient = matches.get_flag("transient");
    Ok(Record { created: now, issued: now, expires, schema, id, transient, ..Record::default() })
}
