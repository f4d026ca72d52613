//! [`Style`]: colours, where stdout is a terminal.

use std::env;
use std::io::{self, IsTerminal};

/// The colour of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    /// The name of a row.
    Label,
    Good,
    Bad,
    /// Worth a look.
    Notable,
}

/// Whether colours are written.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    is_coloured: bool,
}

impl Style {
    /// Colours if stdout is a terminal that has them. `NO_COLOR` turns them off (<https://no-color.org>), and
    /// `CLICOLOR_FORCE` on where stdout is no terminal (<https://bixense.com/clicolors>).
    pub(crate) fn of_stdout() -> Self {
        let is_set = |name| env::var_os(name).is_some_and(|text| !text.is_empty() && text != "0");
        let is_off = env::var_os("NO_COLOR").is_some_and(|text| !text.is_empty());
        let is_dumb = env::var_os("TERM").is_some_and(|name| name == "dumb");
        let is_terminal = io::stdout().is_terminal() && !is_dumb;
        Self { is_coloured: !is_off && (is_terminal || is_set("CLICOLOR_FORCE")) }
    }

    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Label => "36",
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Notable => "33",
        };
        if self.is_coloured { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
