//! The JavaScript programs in this folder, run by Node.js.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::server::Server;

pub(super) const INSTALL: &str =
    "needs Node.js 20.19 or later (22.13 for what iron-session 9 supports) and `npm ci --prefix tests/node`";

/// The command that runs one of the programs.
pub(super) fn script(name: &str) -> Command {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    for package in ["h3", "iron-session-8", "iron-session-9"] {
        let manifest = directory.join("node_modules").join(package).join("package.json");
        assert!(manifest.exists(), "`{package}` is not installed; this test {INSTALL}");
    }
    let mut command = Command::new("node");
    command.arg(directory.join(name));
    command
}

/// A server with the sessions of this version of iron-session.
pub(super) fn node_server(version: &str, options: &Value) -> Server {
    let mut command = script("server.mjs");
    command.arg(version).arg(options.to_string());
    Server::start(&mut command, |line| line.strip_prefix("listening on ")?.parse().ok())
        .unwrap_or_else(|error| panic!("the server does not start: {error}; this test {INSTALL}"))
}
