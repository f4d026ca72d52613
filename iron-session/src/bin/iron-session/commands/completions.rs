//! `iron-session completions`: the completions of a shell.

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::{Shell, generate};

use crate::failure::Failure;
use crate::output::stdout;

pub(crate) const NAME: &str = "completions";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Prints completions for a shell, such as: iron-session completions bash > /etc/bash_completion.d/iron-session")
        .arg(Arg::new("SHELL").required(true).value_parser(value_parser!(Shell)).help("The shell"))
}

/// Prints the completions of the whole command.
pub(crate) fn run(matches: &ArgMatches, mut whole: Command) -> Result<(), Failure> {
    let shell: Shell = *matches.get_one("SHELL").expect("clap asks for the shell");
    // `generate` panics on a closed pipe, so it writes into memory.
    let mut script = Vec::new();
    generate(shell, &mut whole, "iron-session", &mut script);
    stdout::write(&script)
}
