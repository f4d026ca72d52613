//! The subcommands, one file each. Each has `command`, which declares its arguments, and `run`.

pub(crate) mod completions;
mod inspect;
mod keygen;
mod open;
mod rotate;
mod seal;

use clap::{ArgMatches, Command};

use crate::failure::Failure;

/// What a subcommand takes, and what it does.
type Subcommand = (fn() -> Command, fn(&ArgMatches) -> Result<(), Failure>);

/// All subcommands but `completions`, which needs to know the others.
pub(crate) const COMMANDS: [Subcommand; 5] = [
    (keygen::command, keygen::run),
    (inspect::command, inspect::run),
    (seal::command, seal::run),
    (open::command, open::run),
    (rotate::command, rotate::run),
];
