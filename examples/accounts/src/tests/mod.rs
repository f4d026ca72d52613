//! Tests of the whole application, by the test kit of iron-session: its keys, its browsers, its clock.

mod account;
mod admin;
mod browser;
mod devices;
mod hostile;
mod instances;
mod link;
mod outage;
mod sign_in;

/// The result of a test.
type Outcome = Result<(), Box<dyn std::error::Error>>;
