//! The order of rooms: a room imports only rooms below it, and no files import each other in a circle.
//! `iron-session/CONTRIBUTING.md` says what each room is for.

mod circles;
mod order;
mod paths;
mod proofs;
mod table;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};

use order::Exception;

use crate::common::TestResult;

/// The rooms of `iron-session/src`, from the top down. `lib.rs` and `private.rs` stand above all of them.
const RUNTIME: &[&str] = &[
    "frameworks",
    "testing",
    "cross_site",
    "session",
    "lending",
    "request",
    "token",
    "revocation",
    "fe26",
    "members",
    "seal",
    "events",
    "keyring",
    "cookie",
    "json",
    "paths",
    "times",
    "random",
    "config",
    "error",
];

const COMMAND_FOLDER: &str = "iron-session/src/bin/iron-session";

/// The rooms of `iron-session-derive/src`, from the top down. `lib.rs` stands above all of them.
const DERIVE: &[&str] = &["expand", "model", "attr", "errors"];

/// The rooms of the command in `iron-session/src/bin/iron-session`, from the top down. It is a program of its
/// own, which uses the runtime as any other does.
const COMMAND: &[&str] = &["main", "commands", "seals", "input", "output", "failure"];

/// The imports that may point up.
///
/// The trait `IronSession` names these types in the signatures of `load` and `try_load`. Splitting the trait
/// in two was tried. Then `Visit::CONFIG` no longer resolves, and a struct without the derive gets error
/// E0599 instead of the message that says what to write.
const EXCEPTIONS: &[Exception] = &[Exception {
    file: "members/contract.rs",
    rooms: &["session", "request"],
    names: &["Session", "SessionManager", "RequestHead"],
}];

#[test]
fn rooms_of_the_runtime_import_only_rooms_below_them() -> TestResult {
    holds("the order of rooms in iron-session/src", &order::broken(RUNTIME, EXCEPTIONS, &runtime()?));
    Ok(())
}

#[test]
fn rooms_of_the_command_import_only_rooms_below_them() -> TestResult {
    let files = sources(COMMAND_FOLDER)?;
    holds("the order of rooms in the command", &order::broken(COMMAND, &[], &files));
    Ok(())
}

#[test]
fn rooms_of_the_derive_import_only_rooms_below_them() -> TestResult {
    let files = sources("iron-session-derive/src")?;
    holds("the order of rooms in iron-session-derive/src", &order::broken(DERIVE, &[], &files));
    Ok(())
}

#[test]
fn no_files_of_the_runtime_import_each_other_in_a_circle() -> TestResult {
    holds("no circle in iron-session/src", &circles::found(EXCEPTIONS, &runtime()?));
    Ok(())
}

#[test]
fn no_files_of_the_command_import_each_other_in_a_circle() -> TestResult {
    holds("no circle in the command", &circles::found(&[], &sources(COMMAND_FOLDER)?));
    Ok(())
}

#[test]
fn no_files_of_the_derive_import_each_other_in_a_circle() -> TestResult {
    holds("no circle in iron-session-derive/src", &circles::found(&[], &sources("iron-session-derive/src")?));
    Ok(())
}

#[test]
fn contributing_lists_the_rooms_in_this_order() -> TestResult {
    let page = fs::read_to_string(repository().join("iron-session/CONTRIBUTING.md"))?;
    assert_eq!(table::first_column(&page, "## The rooms of the runtime"), RUNTIME);
    assert_eq!(table::first_column(&page, "## The rooms of the command"), COMMAND);
    assert_eq!(table::first_column(&page, "## The rooms of the derive"), DERIVE);
    Ok(())
}

fn holds(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}: {} times broken\n{}", broken.len(), broken.join("\n"));
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files of the runtime, without the command.
fn runtime() -> TestResult<Vec<(String, String)>> {
    let mut files = sources("iron-session/src")?;
    files.retain(|(path, _)| !path.starts_with("bin/"));
    Ok(files)
}

/// All `.rs` files below a folder of the repository: each path from that folder on, and its text.
fn sources(folder: &str) -> TestResult<Vec<(String, String)>> {
    let root = repository().join(folder);
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let parts: Vec<_> =
                    path.strip_prefix(&root)?.iter().map(|part| part.to_string_lossy()).collect();
                files.push((parts.join("/"), fs::read_to_string(&path)?));
            }
        }
    }
    files.sort();
    Ok(files)
}
