//! Programs that a test starts and that end with it: the example `login`, or the driver of a browser.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// A process that has said where it listens; it is killed when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Its port on 127.0.0.1.
    pub(crate) port: u16,
}

impl Server {
    /// Starts `command` and reads its output up to the line in which `port` finds a port.
    pub(crate) fn start(command: &mut Command, port: impl Fn(&str) -> Option<u16>) -> Result<Self, String> {
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        let output = child.stdout.take().ok_or("stdout was asked for")?;
        let mut server = Self { child, port: 0 };
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        match lines.find_map(|line| port(&line)) {
            Some(port) => server.port = port,
            None => return Err(format!("{command:?} ended before it listened")),
        }
        // Whoever goes on writing to a pipe that nobody reads is stopped by it.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(server)
    }

    /// The example `login`, on a free port; without a password, it makes a key of its own.
    pub(crate) fn login(password: Option<&str>) -> Self {
        let mut command = Command::new(login_program());
        command.arg("0").env("IRON_SESSION_PASSWORD", password.unwrap_or_default());
        Self::start(&mut command, |line| line.strip_prefix("listening on http://127.0.0.1:")?.parse().ok())
            .expect("the example starts without any set-up")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only if the process has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The example's executable, built once for all tests of this binary.
pub(crate) fn login_program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = Command::new(env!("CARGO"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["build", "--package=examples", "--example=login", "--message-format=json"])
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo, which built this test, can be run again");
        assert!(cargo.status.success(), "the example does not build");
        let messages = String::from_utf8(cargo.stdout).expect("cargo writes UTF-8");
        messages.lines().find_map(login_executable).expect("cargo names the executable")
    })
}

/// The path in one of cargo's messages, if it is about the example.
fn login_executable(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let is_login = message["target"]["name"] == "login" && message["target"]["kind"][0] == "example";
    is_login.then(|| message["executable"].as_str().map(PathBuf::from))?
}
