//! The command's keys, without its environment.

use clap::ArgMatches;
use iron_session::{Keyring, Rejection};

use crate::failure::Failure;
use crate::input::arguments::{self, Format};
use crate::keys::KEYS;

/// The variable that holds a secret here. No other does.
pub(crate) const VARIABLE: &str = "SECRET";

/// What stands in place of the command's `Keys`, which come from the environment.
pub(crate) struct Keys;

impl Keys {
    pub(crate) fn read_if_set(matches: &ArgMatches, _format: Format) -> Result<Option<Self>, Failure> {
        Ok((arguments::env(matches) == VARIABLE).then_some(Self))
    }

    pub(crate) fn open<T>(&self, open: impl Fn(&Keyring) -> Result<T, Rejection>) -> Result<T, Rejection> {
        open(&KEYS)
    }
}
