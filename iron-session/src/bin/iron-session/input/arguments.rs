//! The arguments that several subcommands take, and what they mean.

use std::time::SystemTime;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches};
use iron_session::seal::{Binding, SESSION};
use iron_session::{Config, Error};

pub(crate) use super::moments::Length;
use super::moments::{length, moment};
use crate::failure::Failure;

/// The variable that holds the secret, if `--env` names no other.
const VARIABLE: &str = "IRON_SESSION_PASSWORD";

/// The two formats of seals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Native,
    Fe26,
}

pub(crate) fn json_flag() -> Arg {
    Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints JSON, for programs")
}

pub(crate) fn format_arg() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(["native", "fe26"]))
        .help("Native, or that of iron-session for JavaScript")
}

pub(crate) fn format(matches: &ArgMatches) -> Option<Format> {
    let format = matches.get_one::<String>("format")?;
    Some(if format == "fe26" { Format::Fe26 } else { Format::Native })
}

pub(crate) fn now_arg() -> Arg {
    Arg::new("now")
        .long("now")
        .value_name("SECONDS")
        .value_parser(moment)
        .help("The moment, in seconds since 1970, in place of the clock's")
}

/// The moment that counts as now.
pub(crate) fn now(matches: &ArgMatches) -> SystemTime {
    matches.get_one("now").copied().unwrap_or_else(SystemTime::now)
}

/// A moment in whole seconds since 1970.
pub(crate) fn seconds(now: SystemTime) -> Result<u64, Failure> {
    let since = now.duration_since(SystemTime::UNIX_EPOCH).map_err(|_| Error::Clock)?;
    Ok(since.as_secs())
}

/// An argument that takes a length of time.
pub(crate) fn length_arg(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("LENGTH").value_parser(length).help(help)
}

pub(crate) fn length_of(matches: &ArgMatches, name: &str) -> Option<Length> {
    matches.get_one(name).copied()
}

/// Which secrets are read.
pub(crate) fn secret_args() -> [Arg; 2] {
    let context = "The public text that the keyring separates deployments by; several are tried in turn";
    [
        env_arg(),
        Arg::new("context").long("context").value_name("TEXT").action(ArgAction::Append).help(context),
    ]
}

pub(crate) fn env_arg() -> Arg {
    Arg::new("env")
        .long("env")
        .value_name("VARIABLE")
        .default_value(VARIABLE)
        .help("The name of the environment variable with the secret")
}

pub(crate) fn env(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("env").map_or(VARIABLE, String::as_str)
}

/// The contexts of keyrings, in the order in which they are tried. Without one, it is the empty context.
pub(crate) fn contexts(matches: &ArgMatches) -> Vec<&str> {
    let given = matches.get_many::<String>("context").map(|given| given.map(String::as_str).collect());
    given.unwrap_or_else(|| vec![""])
}

/// What a seal is bound to.
pub(crate) fn binding_args() -> [Arg; 3] {
    [
        Arg::new("cookie")
            .long("cookie")
            .value_name("NAME")
            .help("The cookie's name [default for sessions: __Host-session]"),
        Arg::new("purpose")
            .long("purpose")
            .value_name("NAME")
            .default_value(SESSION)
            .help("What kind of token the seal is"),
        Arg::new("bound-to")
            .long("bound-to")
            .value_name("TEXT")
            .conflicts_with("cookie")
            .value_parser(NonEmptyStringValueParser::new())
            .help("What a token is bound to, in place of a cookie's name"),
    ]
}

/// What a seal is bound to. `found` is the name that it came with: a session's cookie, or a parameter of a
/// link with a token, which is bound to no name.
pub(crate) fn binding<'a>(matches: &'a ArgMatches, found: Option<&'a str>) -> Binding<'a> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let purpose = text("purpose").unwrap_or(SESSION);
    let usual = if purpose == SESSION { found.unwrap_or(Config::DEFAULT_COOKIE) } else { "" };
    Binding { purpose, name: text("cookie").or(text("bound-to")).unwrap_or(usual) }
}

/// Refuses the arguments of these names, which mean nothing to Fe26.2.
pub(crate) fn refuse(matches: &ArgMatches, names: &[&str]) -> Result<(), Failure> {
    let is_given = |name: &&&str| matches.value_source(name) == Some(ValueSource::CommandLine);
    match names.iter().find(is_given) {
        Some(name) => Err(Failure::usage(format_args!(
            "`--{name}` does not apply to Fe26.2, which binds a seal to its password alone and seals only its end"
        ))),
        None => Ok(()),
    }
}
