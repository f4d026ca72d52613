//! What the derive accepts, and the messages for everything else.
//!
//! `TRYBUILD=overwrite cargo test -p ui-tests` writes the `.stderr` files again. Read them before you commit
//! them.

#[test]
fn pass() {
    trybuild::TestCases::new().pass("pass/*.rs");
}

#[test]
fn fail() {
    trybuild::TestCases::new().compile_fail("fail/*.rs");
}
