//! The fuzz targets, as functions over bytes: `fuzz_targets/` gives them to libFuzzer, and `tests/replay.rs`
//! to the inputs of `corpora/`. What each promises stands at the head of its file.

pub mod derive_attributes;
pub mod fe26_open;
pub mod header_scan;
pub mod inspect;
pub mod member_reader;
pub mod native_open;

mod keys;
mod spelling;

// A macro's crate exports nothing but the macro, and a program exports nothing at all. So the stages of the
// derive, and the rooms of the command that `inspect` needs, are compiled here too. They name each other from
// the root of their crate, so they stand at the root of this one.

#[path = "../../iron-session-derive/src/attr/mod.rs"]
mod attr;
#[path = "../../iron-session-derive/src/errors.rs"]
#[allow(dead_code, reason = "mistakes are sorted by the running macro alone")]
mod errors;
#[path = "../../iron-session-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../iron-session-derive/src/model/mod.rs"]
mod model;

#[path = "../../iron-session/src/bin/iron-session/failure.rs"]
#[allow(dead_code, reason = "no program ends here")]
mod failure;
#[allow(dead_code, reason = "other subcommands need the rest")]
mod input;
#[path = "../../iron-session/src/bin/iron-session/commands/inspect.rs"]
#[allow(dead_code, reason = "nothing is written to stdout here")]
mod inspect_command;
#[path = "../../iron-session/src/bin/iron-session/output/mod.rs"]
#[allow(dead_code, reason = "other subcommands need the rest")]
mod output;
#[path = "../../iron-session/src/bin/iron-session/seals/mod.rs"]
#[allow(dead_code, reason = "other subcommands need the rest")]
mod seals;
