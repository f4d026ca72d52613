//! One run of the command.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// A raw key as hex, for tests that do not ask which kind of secret it is.
pub(super) const KEY_HEX: &str = "fd5f347ed51392b93cb6c5ca1b5af89afe6541865d42096a4b072d75562e2222";

/// How the command is to be run. Nothing of the environment of the tests reaches it.
pub(super) struct Program(Command);

/// What a run gave.
pub(super) struct Ended {
    pub(super) status: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// The command with these arguments.
pub(super) fn program(args: &[&str]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iron-session"));
    command.env_clear().args(args);
    Program(command)
}

/// The command with these arguments and the raw key [`KEY_HEX`].
pub(super) fn with_key(args: &[&str]) -> Program {
    program(args).env("IRON_SESSION_KEY_HEX", KEY_HEX)
}

impl Program {
    pub(super) fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    pub(super) fn arg(mut self, arg: &str) -> Self {
        self.0.arg(arg);
        self
    }

    /// Runs it, with a text for its stdin.
    pub(super) fn run(mut self, stdin: impl AsRef<[u8]>) -> Ended {
        let piped = self.0.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("the command is there");
        // A program that has read enough closes its stdin.
        let _ = child.stdin.take().expect("it is piped").write_all(stdin.as_ref());
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("all output is UTF-8");
        let ended = Ended {
            status: output.status.code().expect("no signal ended it"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
        ended
    }

    /// The command, to be run by hand.
    pub(super) fn command(self) -> Command {
        self.0
    }
}

impl Ended {
    /// The output of a run that succeeded, without its line end.
    #[track_caller]
    pub(super) fn text(self) -> String {
        assert_eq!((self.status, self.stderr.as_str()), (0, ""));
        self.stdout.strip_suffix('\n').expect("it ends with a line end").to_owned()
    }

    /// The output of a run that succeeded, which is JSON.
    #[track_caller]
    pub(super) fn json(self) -> Value {
        serde_json::from_str(&self.text()).expect("JSON")
    }

    /// The one word that a refusal gives.
    #[track_caller]
    pub(super) fn reason(&self) -> &str {
        assert_eq!((self.status, self.stdout.as_str()), (1, ""), "{}", self.stderr);
        self.stderr.trim_end()
    }

    /// What was said of wrong usage.
    #[track_caller]
    pub(super) fn mistake(&self) -> &str {
        assert_eq!((self.status, self.stdout.as_str()), (2, ""), "{}", self.stderr);
        &self.stderr
    }
}
