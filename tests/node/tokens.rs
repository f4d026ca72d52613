//! Tokens of `format = "fe26"`, and `sealData` and `unsealData` of iron-session for JavaScript.

use iron_session::{IronToken, Keyring, Rejection};
use serde_json::json;

use super::sealer::Sealer;
use super::{PASSWORD, VERSIONS};

#[derive(IronToken, Debug, PartialEq)]
#[iron(purpose = "invite", max_age = "15m", format = "fe26", rename_all = "camelCase")]
struct Invite {
    user_name: String,
    team: i64,
    note: Option<String>,
}

fn keys() -> Keyring {
    Keyring::builder().fe26_password("1", PASSWORD).build().expect("a sound password")
}

fn invite() -> Invite {
    Invite { user_name: "Ada \u{1f511}".to_owned(), team: -7, note: None }
}

#[test]
fn what_a_token_seals_unseal_data_reads() {
    let mut sealer = Sealer::start();
    for version in VERSIONS {
        let text = invite().seal(&keys()).expect("a small token");
        let read = sealer.open(version, &text, &json!(PASSWORD));
        assert_eq!(read, json!({ "userName": "Ada \u{1f511}", "team": -7 }), "{version}");
    }
}

#[test]
fn what_seal_data_seals_a_token_reads() {
    let mut sealer = Sealer::start();
    for version in VERSIONS {
        let value = json!({ "userName": "Ada \u{1f511}", "team": -7, "note": null, "more": [1] });
        let text = sealer.seal(version, &value, &json!(PASSWORD), 900);
        assert_eq!(Invite::open(&text, &keys()), Ok(invite()), "{version}");
    }
}

#[test]
fn seal_data_without_a_ttl_of_its_own_lives_longer_than_the_type_allows() {
    let mut sealer = Sealer::start();
    for version in VERSIONS {
        let value = json!({ "userName": "Ada", "team": 7 });
        let fortnight = sealer.seal(version, &value, &json!(PASSWORD), 1_209_600);
        assert_eq!(Invite::open(&fortnight, &keys()), Err(Rejection::NotYetValid), "{version}");
        let endless = sealer.seal(version, &value, &json!(PASSWORD), 0);
        assert_eq!(Invite::open(&endless, &keys()), Err(Rejection::Malformed), "{version}");
    }
}
