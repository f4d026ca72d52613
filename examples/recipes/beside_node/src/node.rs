//! [`Node`]: the Node half of the demonstration, as a child of this program.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The password that both halves have.
pub(crate) const PASSWORD: &str = "SECRET_COOKIE_PASSWORD";

const INSTALL: &str = "install Node.js 20.19 or later (22.13 for what iron-session 9 supports), and run \
    `npm ci --prefix examples/recipes/beside_node`";

/// The Node half. It ends when this is dropped, and also when this process is killed: it reads the other end
/// of a pipe.
#[derive(Debug)]
pub(crate) struct Node {
    child: Child,
    /// Such as `http://127.0.0.1:3001`.
    pub(crate) address: String,
}

impl Node {
    /// Starts the server on `port`, and waits until it listens. `rust` is the address that its pages link to.
    ///
    /// # Errors
    ///
    /// A message that says what to install, if there is no Node or it has no iron-session.
    pub(crate) fn start(port: &str, rust: &str, password: &str) -> Result<Self, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        if !folder.join("node_modules/iron-session").exists() {
            return Err(format!("the npm package iron-session is not installed; {INSTALL}"));
        }
        let mut child = Command::new("node")
            .arg(folder.join("server.mjs"))
            .envs([(PASSWORD, password), ("RUST_PAGE", rust), ("NODE_PORT", port)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("`node` does not start: {error}; {INSTALL}"))?;
        let mut address = String::new();
        if let Some(output) = child.stdout.take() {
            let read = BufReader::new(output).read_line(&mut address);
            read.map_err(|error| format!("Node's first line cannot be read: {error}"))?;
        }
        let address = address.trim().to_owned();
        let node = Self { child, address };
        if node.address.is_empty() {
            return Err(format!("Node ended before it listened; see above, or {INSTALL}"));
        }
        Ok(node)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.child.stdin.take()); // Node ends when this pipe does
        let _ = self.child.wait(); // fails only if it was waited for already
    }
}
