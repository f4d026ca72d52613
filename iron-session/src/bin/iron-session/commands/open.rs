//! `iron-session open`: from the text of a seal to its JSON.

use std::time::SystemTime;

use clap::{Arg, ArgMatches, Command, value_parser};
use iron_session::Rejection;

use crate::failure::Failure;
use crate::input::arguments::{
    self, Format, binding_args, format_arg, length_arg, length_of, now_arg, secret_args,
};
use crate::input::keys::Keys;
use crate::input::stdin;
use crate::output::stdout;
use crate::seals::opening::{self, Limits};
use crate::seals::report;

const NATIVE_ONLY: [&str; 7] =
    ["absolute-timeout", "bound-to", "context", "cookie", "max-age", "purpose", "schema"];

pub(crate) fn command() -> Command {
    Command::new("open")
        .about("Opens a seal from stdin and prints its JSON; status 1 and the reason in one word if it is refused")
        .args(binding_args())
        .args(secret_args())
        .arg(length_arg("max-age", "Today's max_age, which also ends older seals"))
        .arg(length_arg("absolute-timeout", "Today's absolute_timeout"))
        .arg(schema_arg("The schema that is read [default: that of the seal]"))
        .arg(now_arg())
        .arg(format_arg())
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let text = stdin::read()?.ok_or(Rejection::Malformed)?;
    let format = arguments::format(matches).unwrap_or_else(|| report::format(&text));
    if format == Format::Fe26 {
        arguments::refuse(matches, &NATIVE_ONLY)?;
    }
    let keys = Keys::read(matches, format)?;
    let now = arguments::now(matches);
    let json = match format {
        Format::Native => native(matches, &keys, now, &text)?,
        Format::Fe26 => opening::fe26(&keys, now, &text)?,
    };
    stdout::line(json.get())
}

fn native(
    matches: &ArgMatches,
    keys: &Keys,
    now: SystemTime,
    text: &[u8],
) -> Result<Box<serde_json::value::RawValue>, Failure> {
    let length = |name| length_of(matches, name).and_then(arguments::Length::duration);
    let limits = Limits {
        max_age: length("max-age"),
        absolute_timeout: length("absolute-timeout"),
        schema: matches.get_one("schema").copied(),
    };
    let binding = arguments::binding(matches, None);
    Ok(opening::native(keys, binding, arguments::seconds(now)?, limits, text)?)
}

pub(super) fn schema_arg(help: &'static str) -> Arg {
    Arg::new("schema").long("schema").value_name("NUMBER").value_parser(value_parser!(u16)).help(help)
}
