//! The command `iron-session`: makes secrets, looks into seals, and turns the keys of a deployment.
//!
//! It uses the library as any program does. Secrets come from the environment only: arguments are seen by
//! everybody who lists processes, and stay in the history of shells.

mod commands;
mod failure;
mod input;
mod output;
mod seals;

use std::process::ExitCode;

use clap::{ArgMatches, Command};

use crate::commands::COMMANDS;
use crate::failure::Failure;
use crate::input::mistakes;

const ABOUT: &str = "Makes secrets for iron-session, looks into seals, and turns keys.

Secrets are read from the environment, never from arguments: IRON_SESSION_PASSWORD with its _NEXT, _PREVIOUS and \
                     _FILE, or IRON_SESSION_KEY_HEX for a raw key of 64 hex digits.";

fn main() -> ExitCode {
    let matches = command().try_get_matches().unwrap_or_else(|error| mistakes::exit(error));
    match run(&matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// The whole command, with its subcommands.
fn command() -> Command {
    let subcommands = COMMANDS.iter().map(|(command, _)| command());
    Command::new("iron-session")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(subcommands)
        .subcommand(commands::completions::command())
}

fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let (name, matches) = matches.subcommand().expect("clap asks for a subcommand");
    if name == commands::completions::NAME {
        return commands::completions::run(matches, command());
    }
    let known = COMMANDS.iter().find(|(command, _)| command().get_name() == name);
    let (_, run) = known.expect("clap knows these subcommands only");
    run(matches)
}
