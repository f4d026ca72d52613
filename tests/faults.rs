//! What goes wrong without an attacker: a random source that fails, clocks that are wrong, headers that are
//! long, many tasks at once, and code of the application that panics. Cancellation is in
//! `frameworks/cancelled.rs`.

mod clocks;
mod headers;
mod random;
mod serializers;
mod tasks;
