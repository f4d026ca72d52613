//! The pages that ship with the crate: what they cite is there.

use std::fs;
use std::path::Path;

use crate::common::TestResult;

/// The page `security` names a test file, a colon, and the tests in it: `keys.rs`: `a_key_..`, `a_seal_..`.
#[test]
fn the_security_page_cites_only_tests_that_are_there() -> TestResult {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests have a parent folder");
    let page = fs::read_to_string(repository.join("iron-session/docs/security.md"))?;
    let (mut cited, mut file) = (0, String::new());
    for quoted in page.split('`').skip(1).step_by(2) {
        if Path::new(quoted).extension().is_some_and(|extension| extension == "rs") {
            let places = ["tests", "ui-tests/fail", ""];
            let path = places.map(|place| repository.join(place).join(quoted));
            let path = path.iter().find(|path| path.exists());
            file = fs::read_to_string(path.ok_or(format!("the page cites {quoted}, which is not there"))?)?;
        } else if quoted.matches('_').count() > 1 && !quoted.contains([' ', '(', ':', '-']) {
            assert!(file.contains(quoted), "the page cites {quoted}, which is not in its file");
            cited += 1;
        }
    }
    assert!(cited > 50, "only {cited} tests were found on the page");
    Ok(())
}
