//! Tokens of an older schema.

use iron_session::seal::Record;
use iron_session::{IronToken, Rejection};

use super::{by_hand, opened, record, sealed};
use crate::common::TestResult;

#[derive(IronToken, Debug, PartialEq)]
#[iron(purpose = "invite", max_age = "7d")]
struct InviteV0 {
    team: u64,
}

#[derive(IronToken, Debug, PartialEq)]
#[iron(purpose = "invite", max_age = "7d", schema = 1, from = InviteV0)]
struct InviteV1 {
    team: String,
}

impl From<InviteV0> for InviteV1 {
    fn from(old: InviteV0) -> Self {
        Self { team: old.team.to_string() }
    }
}

#[derive(IronToken, Debug, PartialEq)]
#[iron(purpose = "invite", max_age = "7d", schema = 3, from = InviteV1)]
struct Invite {
    team: String,
    role: String,
}

impl From<InviteV1> for Invite {
    fn from(old: InviteV1) -> Self {
        Self { team: old.team, role: "guest".to_owned() }
    }
}

#[test]
fn a_token_of_an_older_schema_is_converted_step_by_step() -> TestResult {
    let guest = |team: &str| Invite { team: team.to_owned(), role: "guest".to_owned() };
    assert_eq!(opened::<Invite>(&sealed(&InviteV0 { team: 7 }))?, guest("7"));
    assert_eq!(opened::<Invite>(&sealed(&InviteV1 { team: "red".to_owned() }))?, guest("red"));
    Ok(())
}

#[test]
fn a_token_of_a_newer_schema_is_refused() {
    let text = sealed(&Invite { team: "red".to_owned(), role: "owner".to_owned() });
    assert_eq!(opened::<InviteV1>(&text), Err(Rejection::NewerSchema { sealed: 3, current: 1 }));
}

#[test]
fn a_schema_that_no_type_has_is_refused() {
    let text = by_hand("invite", "", Record { schema: 2, ..record() }, r#"{"team":"red"}"#);
    assert_eq!(opened::<Invite>(&text), Err(Rejection::OlderSchema { sealed: 2, current: 3 }));
}

#[test]
fn an_older_token_that_its_type_cannot_read_is_refused() {
    let text = by_hand("invite", "", record(), r#"{"team":"red"}"#);
    assert_eq!(opened::<Invite>(&text), Err(Rejection::Payload { member: "team", byte: 13 }));
}
