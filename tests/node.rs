//! Tests with the real iron-session 8 and 9 and h3, run by Node.js.
//!
//! ```text
//! npm ci --prefix tests/node && cargo test -p tests --features node --test node
//! ```
//!
//! Needs `node` and the packages of `tests/node/package-lock.json`, and fails without them. All programs talk
//! to 127.0.0.1 only.

#[expect(dead_code, reason = "the other tests use all of it")]
mod client;
#[expect(dead_code, reason = "the other tests use all of it")]
mod server;

/// The files in the folder `node`.
mod node {
    mod browser;
    mod chunks;
    mod cookies;
    mod escaped;
    mod program;
    mod random;
    mod rust_server;
    mod sealer;
    mod seals;
    mod sessions;
    mod tokens;
    mod upgrade;

    /// The major versions of iron-session. The exact versions are in `package.json`.
    const VERSIONS: [&str; 2] = ["8", "9"];

    const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";
    const NEXT_PASSWORD: &str = "pewter-Walnut-18-drizzle-canoe-thimble";
}
