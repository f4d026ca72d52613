//! The page `attacks`: each case has the tests that bear its number, and no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{cited_file, cited_tests, repository};
use crate::attacks::failing_cases;
use crate::common::TestResult;

/// How many cases each letter has.
const GROUPS: [(char, u32); 12] = [
    ('P', 18),
    ('D', 7),
    ('E', 9),
    ('S', 14),
    ('B', 9),
    ('T', 14),
    ('K', 16),
    ('Z', 12),
    ('R', 12),
    ('J', 12),
    ('L', 10),
    ('F', 19),
];

const THREATS: u32 = 37;

/// Cases that are refused and have no input in the list, with the reason.
const WITHOUT_INPUT: [(&str, &str); 3] = [
    ("E04", "no header can hold a line feed"),
    ("B06", "what is refused is a token in a link"),
    ("L07", "what is refused is a token in a form"),
];

/// A case with one of its tests: its number, the path of the file, and the name, which is empty if the whole
/// file is the test.
type Shown = (String, String, String);

fn page() -> TestResult<String> {
    Ok(fs::read_to_string(repository().join("iron-session/docs/attacks.md"))?)
}

/// The cells of all rows whose first one is a number.
fn rows(page: &str) -> Vec<Vec<&str>> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    rows.filter(|cells| is_case(cells[0]) || cells[0].parse::<u32>().is_ok()).collect()
}

/// A letter and two digits.
fn is_case(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 3 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
}

/// What the last cell of a row cites: files, each followed by its tests.
fn cited(case: &str, cell: &str) -> TestResult<Vec<Shown>> {
    let mut shown = Vec::new();
    for file in cell.split("; ").filter(|file| *file != "–") {
        let mut quoted = file.split('`').skip(1).step_by(2);
        let path = cited_file(quoted.next().ok_or("a file")?)?;
        let path = relative(&path)?;
        let tests: Vec<&str> = quoted.collect();
        for test in if tests.is_empty() { vec![""] } else { tests } {
            shown.push((case.to_owned(), path.clone(), test.to_owned()));
        }
    }
    Ok(shown)
}

fn relative(path: &Path) -> TestResult<String> {
    Ok(path.strip_prefix(repository())?.to_str().ok_or("a path in UTF-8")?.replace('\\', "/"))
}

/// The numbers beside the tests of one file: `/// P05, P06` above a test, or `// T14` for a whole file.
fn numbered(path: &Path) -> TestResult<Vec<Shown>> {
    let (file, source) = (relative(path)?, fs::read_to_string(path)?);
    let mut lines = source.lines();
    let mut shown = Vec::new();
    while let Some(line) = lines.next() {
        let comment = line.trim_start().trim_start_matches('/');
        let cases: Vec<&str> = comment.trim().split(", ").collect();
        if !line.trim_start().starts_with("//") || !cases.iter().all(|case| is_case(case)) {
            continue;
        }
        let function = lines.clone().find_map(|line| line.split_once("fn ")?.1.split_once('('));
        let test = function.map_or("", |(name, _)| name);
        shown.extend(cases.into_iter().map(|case| (case.to_owned(), file.clone(), test.to_owned())));
    }
    Ok(shown)
}

/// The numbers beside all tests of these folders.
fn numbered_below(folder: &Path, shown: &mut BTreeSet<Shown>) -> TestResult {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            numbered_below(&path, shown)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            shown.extend(numbered(&path)?);
        }
    }
    Ok(())
}

#[test]
fn every_attack_has_the_tests_that_bear_its_number_and_no_others() -> TestResult {
    let page = page()?;
    let mut on_the_page = BTreeSet::new();
    let mut without_a_test = 0;
    for row in rows(&page).into_iter().filter(|row| is_case(row[0])) {
        let shown = cited(row[0], row.last().ok_or("cells")?)?;
        assert_eq!(shown.is_empty(), row[2].starts_with("does not apply: "), "{}", row[0]);
        without_a_test += usize::from(shown.is_empty());
        on_the_page.extend(shown);
    }
    let mut beside_tests = BTreeSet::new();
    for folder in ["tests", "ui-tests/fail", "iron-session/src", "iron-session/tests"] {
        numbered_below(&repository().join(folder), &mut beside_tests)?;
    }
    let only = |one: &BTreeSet<Shown>, other| one.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!(only(&on_the_page, &beside_tests), [], "on the page, and without the number beside the test");
    assert_eq!(only(&beside_tests, &on_the_page), [], "beside a test, and not on the page");

    let cases: BTreeSet<_> = on_the_page.iter().map(|(case, ..)| case).collect();
    let tests: BTreeSet<_> = on_the_page.iter().map(|(_, file, test)| (file, test)).collect();
    println!("{} cases shown by {} tests; {without_a_test} do not apply", cases.len(), tests.len());
    Ok(())
}

#[test]
fn every_case_and_every_threat_is_on_the_page_once() -> TestResult {
    let page = page()?;
    let numbers: Vec<&str> = rows(&page).iter().map(|row| row[0]).collect();
    let cases =
        GROUPS.into_iter().flat_map(|(letter, count)| (1..=count).map(move |n| format!("{letter}{n:02}")));
    let expected: Vec<String> = cases.chain((1..=THREATS).map(|threat| threat.to_string())).collect();
    assert_eq!(numbers, expected);
    let inputs = failing_cases();
    assert_eq!(inputs.iter().find(|case| !numbers.contains(case)), None, "an input whose case is not there");
    println!("{} inputs without a session", inputs.len());
    for row in rows(&page).iter().filter(|row| !is_case(row[0])) {
        for case in row.last().ok_or("cells")?.split(", ") {
            assert!(numbers.contains(&case), "threat {} names {case}", row[0]);
        }
    }
    Ok(())
}

#[test]
fn every_case_that_is_refused_has_an_input_in_the_list_or_a_reason() -> TestResult {
    let (page, inputs) = (page()?, failing_cases());
    let rows = rows(&page);
    let refused = rows.iter().filter(|row| is_case(row[0]) && row[2].contains("refused"));
    let without: Vec<&str> = refused.map(|row| row[0]).filter(|case| !inputs.contains(case)).collect();
    assert_eq!(without, WITHOUT_INPUT.map(|(case, _)| case));
    let text = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for (case, reason) in WITHOUT_INPUT {
        assert!(text.contains(&format!("{case} ({reason})")), "the page does not say why {case} has none");
    }
    Ok(())
}

#[test]
fn the_standards_cite_only_tests_that_are_there() -> TestResult {
    let page = page()?;
    let (_, standards) = page.split_once("\n# Standards\n").ok_or("no standards")?;
    let cited = cited_tests(standards)?;
    assert!(cited > 20, "only {cited} tests were found");
    Ok(())
}
