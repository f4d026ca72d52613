//! The command's room of what comes in, with the modules that `inspect` needs. Its keys are others.

#[path = "../../../iron-session/src/bin/iron-session/input/arguments.rs"]
pub(crate) mod arguments;
#[path = "../../../iron-session/src/bin/iron-session/input/chunks.rs"]
pub(crate) mod chunks;
#[path = "../../../iron-session/src/bin/iron-session/input/cookies.rs"]
pub(crate) mod cookies;
pub(crate) mod keys;
#[path = "../../../iron-session/src/bin/iron-session/input/moments.rs"]
pub(crate) mod moments;
#[path = "../../../iron-session/src/bin/iron-session/input/stdin.rs"]
pub(crate) mod stdin;
