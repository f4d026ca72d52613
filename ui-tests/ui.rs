//! What the derive accepts, and the messages for everything else.
//!
//! `TRYBUILD=overwrite cargo test -p ui-tests` writes the `.stderr` files again. Read them before you commit
//! them.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
}
