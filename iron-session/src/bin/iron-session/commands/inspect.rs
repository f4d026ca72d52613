//! `iron-session inspect`: what a seal shows, without a key and with one.

use clap::{Arg, ArgMatches, Command};
use iron_session::Rejection;

use crate::failure::Failure;
use crate::input::arguments::{binding_args, format_arg, json_flag, now_arg, secret_args};
use crate::input::chunks::{self, Sealed};
use crate::input::{cookies, stdin};
use crate::output::rows::Rows;
use crate::output::stdout;
use crate::output::style::Style;
use crate::seals::report::report;

const LONG_ABOUT: &str = "Shows what is in seals: without a secret in the environment the format, the key's tag and the length; with \
                          one also the times and the JSON.

A seal may come alone, as `NAME=SEAL`, or in a whole Cookie header. Parts `NAME.0=..` and `NAME.1=..` are joined. \
                          Other programs can read arguments; with `-` the text comes from stdin.";

pub(crate) fn command() -> Command {
    Command::new("inspect")
        .about("Shows what is in a seal, with or without its key")
        .long_about(LONG_ABOUT)
        .arg(Arg::new("SEAL").required(true).num_args(1..).help("Seals or cookies, or `-` for stdin"))
        .args(binding_args())
        .args(secret_args())
        .arg(now_arg())
        .arg(format_arg())
        .arg(json_flag())
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    stdout::write(shown(matches)?.as_bytes())
}

/// What is written to stdout.
pub(crate) fn shown(matches: &ArgMatches) -> Result<String, Failure> {
    let text = text(matches)?;
    let wanted = matches.get_one::<String>("cookie");
    let is_wanted = |sealed: &Sealed<'_>| wanted.is_none_or(|name| sealed.name.is_none_or(|own| own == name));
    let mut reports = Vec::new();
    // A header has other cookies too. Those that are no seals are left out, unless there is nothing else.
    for sealed in chunks::join(&cookies::read(&text)).iter().filter(|sealed| is_wanted(sealed)) {
        match report(matches, sealed) {
            Ok(rows) => reports.push(rows),
            Err(Failure::Refused(Rejection::Malformed)) => {}
            Err(failure) => return Err(failure),
        }
    }
    if reports.is_empty() {
        return Err(Rejection::Malformed.into());
    }
    Ok(joined(matches, &reports))
}

/// The arguments as one text, or stdin.
fn text(matches: &ArgMatches) -> Result<String, Failure> {
    let given: Vec<_> =
        matches.get_many::<String>("SEAL").into_iter().flatten().map(String::as_str).collect();
    if given != ["-"] {
        return Ok(given.join("\n"));
    }
    let bytes = stdin::read()?.ok_or(Rejection::Malformed)?;
    Ok(String::from_utf8(bytes).map_err(|_| Rejection::Malformed)?)
}

fn joined(matches: &ArgMatches, reports: &[Rows]) -> String {
    let style = Style::of_stdout();
    let shown: Vec<_> = if matches.get_flag("json") {
        reports.iter().map(|rows| rows.json() + "\n").collect()
    } else {
        reports.iter().map(|rows| rows.table(style)).collect()
    };
    let between = if matches.get_flag("json") { "" } else { "\n" };
    shown.join(between)
}
