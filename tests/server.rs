//! Programs that a test starts, and that end with the test: one of the examples, or the driver of a browser.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// A process that has printed its port. It is killed when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Its port on 127.0.0.1.
    pub(crate) port: u16,
}

impl Server {
    /// Starts `command`, and reads its output up to the line in which `port` finds a port.
    pub(crate) fn start(command: &mut Command, port: impl Fn(&str) -> Option<u16>) -> Result<Self, String> {
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        let output = child.stdout.take().ok_or("stdout was asked for")?;
        let mut server = Self { child, port: 0 };
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        match lines.find_map(|line| port(&line)) {
            Some(port) => server.port = port,
            None => return Err(format!("{command:?} ended before it listened")),
        }
        // Read the rest of the output. Otherwise the pipe becomes full, and the process stops.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(server)
    }

    /// The example called `name`, on a free port. Without a password, it makes its own key.
    pub(crate) fn example(name: &str, password: Option<&str>) -> Self {
        let mut command = Command::new(program(name));
        command.arg("0").env("IRON_SESSION_PASSWORD", password.unwrap_or_default());
        Self::start(&mut command, |line| line.strip_prefix("listening on http://127.0.0.1:")?.parse().ok())
            .unwrap_or_else(|error| panic!("{name} does not start without any set-up: {error}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if the process has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The example that is a package of its own, outside of the workspace, and its manifest.
const APART: &str = "accounts";
const MANIFEST: &str = "../examples/accounts/Cargo.toml";

/// The executable of an example. The examples of the workspace are built together, once for all tests of this
/// binary.
pub(crate) fn program(name: &str) -> &'static Path {
    static PROGRAMS: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    static PROGRAM_APART: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    let programs = if name == APART {
        PROGRAM_APART.get_or_init(|| build(&["--locked", "--manifest-path", MANIFEST]))
    } else {
        PROGRAMS.get_or_init(|| build(&["--workspace", "--examples"]))
    };
    programs.get(name).unwrap_or_else(|| panic!("there is no example {name}"))
}

fn build(what: &[&str]) -> HashMap<String, PathBuf> {
    let cargo = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--message-format=json"])
        .args(what)
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo, which built this test, can be run again");
    assert!(cargo.status.success(), "the examples do not build");
    let messages = String::from_utf8(cargo.stdout).expect("cargo writes UTF-8");
    messages.lines().filter_map(executable).collect()
}

/// The name and the path in a message of cargo, if the message is about an example.
fn executable(message: &str) -> Option<(String, PathBuf)> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let target = &message["target"];
    let (name, path) = (target["name"].as_str()?, message["executable"].as_str()?);
    let is_example = target["kind"][0] == "example" || name == APART;
    is_example.then(|| (name.to_owned(), path.into()))
}
