//! The README and the pages that ship with the crate: what they cite is there, and they are found.

mod attacks;
mod links;

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::TestResult;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests have a parent folder")
}

/// Each page is a module. The README has a row for it, and the tour of the crate page names it.
#[test]
fn every_page_is_found_from_the_readme_and_from_the_crate_page() -> TestResult {
    let readme = fs::read_to_string(repository().join("README.md"))?;
    let crate_page = fs::read_to_string(repository().join("iron-session/src/lib.rs"))?;
    for entry in fs::read_dir(repository().join("iron-session/docs"))? {
        let name = entry?.file_name().into_string().map_err(|name| format!("{}", name.display()))?;
        if let Some(page) = name.strip_suffix(".md") {
            let module = page.replace('-', "_");
            assert!(
                readme.contains(&format!("| [`{module}`](iron-session/docs/{name})")),
                "the README lacks {name}"
            );
            let in_tour = |line: &str| line.starts_with("//!") && line.contains(&format!("[`{module}`]"));
            assert!(crate_page.lines().any(in_tour), "the crate page lacks {name}");
        }
    }
    Ok(())
}

/// The file that a page cites: below `tests`, unless its path says otherwise.
fn cited_file(name: &str) -> TestResult<PathBuf> {
    let places = ["tests", "ui-tests/fail", ""].map(|place| repository().join(place).join(name));
    let file = places.into_iter().find(|path| path.exists());
    Ok(file.ok_or_else(|| format!("a page cites {name}, which is not there"))?)
}

/// How many tests a page cites. It names a file, a colon, and the tests in it: `keys.rs`: `a_key_..`,
/// `a_seal_..`.
fn cited_tests(page: &str) -> TestResult<usize> {
    let (mut cited, mut file) = (0, String::new());
    for quoted in page.split('`').skip(1).step_by(2) {
        if Path::new(quoted).extension().is_some_and(|extension| extension == "rs") {
            file = fs::read_to_string(cited_file(quoted)?)?;
        } else if quoted.matches('_').count() > 1 && !quoted.contains([' ', '(', ':', '-']) {
            assert!(file.contains(quoted), "the page cites {quoted}, which is not in its file");
            cited += 1;
        }
    }
    Ok(cited)
}

#[test]
fn the_security_page_cites_only_tests_that_are_there() -> TestResult {
    let page = fs::read_to_string(repository().join("iron-session/docs/security.md"))?;
    let cited = cited_tests(&page)?;
    assert!(cited > 50, "only {cited} tests were found on the page");
    Ok(())
}

/// Nothing is published, so a page that names a version would send its reader to another crate.
#[test]
fn no_page_depends_on_a_version_of_the_registry() -> TestResult {
    let mut pages = vec![repository().join("README.md")];
    for folder in ["iron-session", "iron-session-derive", "examples"] {
        with_extension("md", &repository().join(folder), &mut pages)?;
    }
    with_extension("rs", &repository().join("iron-session/src/frameworks"), &mut pages)?;
    for page in &pages {
        let text = fs::read_to_string(page)?;
        for form in ["iron-session = { version =", "iron-session = \"", "cargo add iron-session"] {
            assert!(!text.contains(form), "{}: {form}", page.display());
        }
    }
    assert!(pages.len() > 20, "only {} pages were found", pages.len());
    Ok(())
}

/// The files of one kind below a folder.
fn with_extension(extension: &str, folder: &Path, found: &mut Vec<PathBuf>) -> TestResult {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !["node_modules", "target"].iter().any(|name| path.ends_with(name)) {
            with_extension(extension, &path, found)?;
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
    Ok(())
}
