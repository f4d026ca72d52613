//! Checks of constants, which generated code calls at the place where the user wrote them.
//!
//! All are `#[track_caller]`. Without it, rustc would quote these lines under the user's error.

use std::time::Duration;

use super::builder::Config;
use super::check::check_max_age;
use super::grammar::{check_domain, check_name, check_path};
use crate::error::ConfigError;

/// Refuses a cookie name that browsers would drop.
#[track_caller]
pub const fn assert_cookie(name: &str) {
    assert_ok(check_name(name));
}

/// Refuses a lifetime that browsers would cut.
#[track_caller]
pub const fn assert_max_age(max_age: Duration) {
    assert_ok(check_max_age(max_age));
}

/// Refuses the lifetime of a field that is out of range.
///
/// # Panics
///
/// If it is zero, over 400 days, or not in whole seconds.
#[track_caller]
pub const fn assert_lifetime(lifetime: Duration) {
    assert!(check_max_age(lifetime).is_ok(), "a `lifetime` is 1 second to 400 days, in whole seconds");
}

/// Refuses a path that browsers would ignore.
#[track_caller]
pub const fn assert_path(path: &str) {
    assert_ok(check_path(path));
}

/// Refuses a domain that browsers would ignore.
#[track_caller]
pub const fn assert_domain(domain: &str) {
    assert_ok(check_domain(domain));
}

/// Refuses iron-session's format in a build without the feature for it.
///
/// # Panics
///
/// Without the feature `fe26`.
#[track_caller]
pub const fn assert_fe26() {
    assert_ok(if cfg!(feature = "fe26") { Ok(()) } else { Err(ConfigError::Fe26Feature) });
}

/// Refuses a configuration whose parts contradict each other.
#[track_caller]
pub const fn assert_relations(config: Config) {
    assert_ok(config.check_relations());
}

/// Refuses a schema number that is not greater than that of the type named by `from`.
///
/// # Panics
///
/// If it is not greater.
#[track_caller]
pub const fn assert_newer(schema: u16, from: u16) {
    assert!(schema > from, "`schema` must be greater than that of the type named by `from`");
}

#[track_caller]
#[expect(
    clippy::panic,
    reason = "it runs while the user's constants are compiled, so it stops the build and never a program"
)]
const fn assert_ok(result: Result<(), ConfigError>) {
    if let Err(error) = result {
        panic!("{}", error.message());
    }
}
