//! The page `testing` shows tests that run, and the tests of an application need few helpers.

use std::path::Path;
use std::{fs, io};

/// The most lines of helpers that the tests of one application have.
const MOST_LINES: usize = 3;

/// The files of this folder: each name and text.
fn applications() -> io::Result<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("practice");
    let read = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path())?))
    };
    fs::read_dir(folder)?.map(read).collect()
}

#[test]
fn the_page_shows_tests_that_run() -> io::Result<()> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../iron-session/docs/testing.md");
    let page = fs::read_to_string(page)?;
    let shown: Vec<&str> =
        page.split("```rust,ignore\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(shown.len(), 7, "one test for each framework, and a helper");
    for test in shown {
        let runs = applications()?.iter().any(|(_, text)| text.contains(test));
        assert!(runs, "no file of tests/practice has this test:\n{test}");
    }
    Ok(())
}

#[test]
fn the_tests_of_an_application_need_few_helpers() -> io::Result<()> {
    for (name, text) in applications()?.iter().filter(|(name, _)| name != "page.rs") {
        let Some((_, helpers)) = text.split_once("\n// Helpers of the tests.\n") else { continue };
        let (helpers, _) = helpers.split_once("\n// The tests.\n").unwrap_or((helpers, ""));
        let lines = helpers.lines().filter(|line| !line.trim().is_empty()).count();
        assert!((1..=MOST_LINES).contains(&lines), "{name} has {lines} lines of helpers");
    }
    Ok(())
}
