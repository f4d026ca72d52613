//! [`Failure`]: why the command ends without its result, and with which status.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use iron_session::{Error, Rejection};

/// Why the command ends without its result.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The text does not open. Its reason is one word on stderr, for scripts.
    Refused(Rejection),
    /// The arguments, the input or the environment are wrong. The text says what to do, and repeats neither
    /// secrets nor seals nor JSON.
    Usage(String),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn usage(text: impl fmt::Display) -> Self {
        Self::Usage(text.to_string())
    }

    /// Tells the reason on stderr. Returns the status: 1 for a text that does not open, 2 for wrong usage.
    pub(crate) fn tell(&self) -> ExitCode {
        let (text, status) = match self {
            Self::Refused(rejection) => (rejection.word().to_owned(), 1),
            Self::Usage(text) => (format!("iron-session: {text}"), 2),
            // Whoever reads the output has seen enough, as `head` does.
            Self::Output(error) if error.kind() == ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Self::Output(error) => (format!("iron-session: the output could not be written: {error}"), 2),
        };
        // If stderr is closed, the status still tells.
        let _ = writeln!(io::stderr(), "{text}");
        ExitCode::from(status)
    }
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::usage(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
