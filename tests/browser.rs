//! The examples in a real browser, because a browser decides which cookies it keeps.
//!
//! ```text
//! cargo test -p tests --features browser --test browser
//! ```
//!
//! Needs `chromedriver` and Chromium (Debian: `apt install chromium-driver`), and fails without them.
//! Screenshots of the pages are written to `screenshots` below the target directory, for you to look at.

mod server;

/// The files in the folder `browser`.
mod browser {
    mod accounts;
    mod chromium;
    mod chunks;
    mod examples;
    mod jar;
    mod login;
    mod pages;
    mod partitioned;
    mod passkey;
    mod remember;
    mod scripts;
    mod serving;
    mod sites;
    mod visit;
}
