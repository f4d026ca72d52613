//! The examples in a real browser, which is the judge of what a cookie may look like.
//!
//! ```text
//! cargo test -p tests --features browser --test browser
//! ```
//!
//! Needs `chromedriver` and Chromium (Debian: `apt install chromium-driver`) and fails without them. Screenshots of the
//! pages are left in `screenshots` below the target directory, to be looked at.

mod server;

/// What lies in the directory `browser`.
mod browser {
    mod chromium;
    mod examples;
    mod login;
    mod pages;
    mod remember;
    mod visit;
}
