//! Links lead to a file and a heading that are there, or to one of a few sites.

use std::fs;
use std::path::{Path, PathBuf};

use super::{repository, with_extension};
use crate::common::TestResult;

/// The sites that a reader is sent to.
const SITES: [&str; 9] = [
    "bixense.com",
    "chromedevtools.github.io",
    "docs.rs",
    "fetch.spec.whatwg.org",
    "howardhinnant.github.io",
    "htmx.org",
    "no-color.org",
    "publicsuffix.org",
    "www.w3.org",
];

/// All pages, and the comments of all code, with their paths.
fn texts() -> TestResult<Vec<(PathBuf, String)>> {
    let mut paths = vec![repository().join("README.md")];
    for folder in ["iron-session", "iron-session-derive", "examples", "tests", "fuzz"] {
        with_extension("md", &repository().join(folder), &mut paths)?;
        with_extension("rs", &repository().join(folder), &mut paths)?;
    }
    // The README of each crate is a symlink, and its links are those of the root.
    paths.retain(|path| !path.is_symlink());
    let mut texts = Vec::new();
    for path in paths {
        let mut text = fs::read_to_string(&path)?;
        if path.extension().is_some_and(|extension| extension == "rs") {
            let comments = text.lines().filter(|line| line.trim_start().starts_with("//"));
            text = comments.collect::<Vec<_>>().join("\n");
        }
        texts.push((path, text));
    }
    Ok(texts)
}

/// What stands in a text between two others.
fn between<'a>(text: &'a str, before: &'a str, after: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

/// Whether a page has a heading, by its address within the page as GitHub and rustdoc have it.
fn has_heading(page: &str, place: &str) -> bool {
    let mut in_code = false;
    page.lines().any(|line| {
        in_code ^= line.starts_with("```");
        let kept =
            line.trim_start_matches('#').trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        let address = kept.collect::<String>().to_lowercase().replace(' ', "-");
        !in_code && line.starts_with('#') && address == place
    })
}

/// The file of a module or a macro: the page that the documentation shows there, or else the code.
fn shown_as(name: &str) -> TestResult<PathBuf> {
    let files = match name {
        "IronSession" => vec!["iron-session-derive/reference.md".to_owned()],
        "IronToken" => vec!["iron-session-derive/tokens.md".to_owned()],
        module => vec![
            format!("iron-session/docs/{}.md", module.replace('_', "-")),
            format!("iron-session/src/frameworks/{module}/mod.rs"),
            format!("iron-session/src/frameworks/{module}.rs"),
            format!("iron-session/src/{module}.rs"),
        ],
    };
    let file = files.iter().map(|file| repository().join(file)).find(|path| path.exists());
    Ok(file.ok_or_else(|| format!("a link leads to {name}, which is not there"))?)
}

/// The file that a link leads to, and the heading. Nothing for items of Rust.
fn target<'a>(link: &'a str, from: &Path) -> TestResult<Option<(PathBuf, &'a str)>> {
    let (path, place) = link.split_once('#').unwrap_or((link, ""));
    if path.is_empty() {
        Ok(Some((from.to_owned(), place)))
    } else if let Some((_, name)) = path.split_once("crate::") {
        // rustdoc sees whether the page is there, but not its headings.
        if place.is_empty() { Ok(None) } else { Ok(Some((shown_as(name)?, place))) }
    } else if let Some(module) = path.strip_suffix("/index.html") {
        // The macros' reference is shown beside the runtime's pages, and cannot name them in Rust.
        Ok(Some((shown_as(module.trim_start_matches("../iron_session/"))?, place)))
    } else if path.starts_with("../iron_session/") {
        Ok(None)
    } else {
        Ok(path.contains(['.', '/']).then(|| (from.with_file_name(path), place)))
    }
}

/// The links of a text, without those to other sites.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let all = between(text, "](", &[')', '\n']).chain(between(text, "src=\"", &['"']));
    all.filter(|link| !link.contains("://"))
}

#[test]
fn links_within_the_repository_lead_to_a_file_and_a_heading() -> TestResult {
    let (mut files, mut headings) = (0, 0);
    for (from, text) in texts()? {
        for link in links(&text) {
            let Some((path, place)) = target(link, &from)? else { continue };
            assert!(path.exists(), "{}: no file: {link}", from.display());
            files += 1;
            if !place.is_empty() {
                let found = has_heading(&fs::read_to_string(path)?, place);
                assert!(found, "{}: no heading: {link}", from.display());
                headings += 1;
            }
        }
    }
    assert!(files > 60 && headings > 25, "only {files} links were found, {headings} to a heading");
    Ok(())
}

#[test]
fn links_to_other_sites_are_encrypted_and_lead_to_one_of_a_few() -> TestResult {
    let mut found = 0;
    for (from, text) in texts()? {
        for before in ["](", "<", "]: "] {
            for site in between(&text, &format!("{before}https://"), &['/', '#', '>', ')', '\n']) {
                assert!(SITES.contains(&site), "{}: {site} is not in the list", from.display());
                found += 1;
            }
            assert!(!text.contains(&format!("{before}http://")), "{}: a link without TLS", from.display());
        }
    }
    assert!(found > 10, "only {found} links were found");
    Ok(())
}
