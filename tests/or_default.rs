//! A member that no longer reads: with `or_default` it takes its default, and without it is named.

use std::collections::BTreeMap;

use iron_session::{Expiring, IronSession, Rejection, Session};
use serde::{Deserialize, Serialize};

use crate::attacks::payload::sealed;
use crate::common::{TestResult, saved};
use crate::nothing::{json_of, load};

/// An enum that has lost a variant, `Sepia`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
enum Theme {
    #[default]
    Light,
    Dark,
}

/// A struct that has gained a field, `zip`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Address {
    street: String,
    zip: String,
}

#[derive(IronSession)]
#[iron(cookie = "lenient", max_age = "1h", rename_all = "camelCase")]
struct Lenient {
    user: u32,
    #[iron(or_default, default = Theme::Dark, alias = "look")]
    theme: Theme,
    #[iron(or_default)]
    home_address: Address,
    #[iron(or_default, default = 7)]
    page_size: u32,
    #[iron(or_default)]
    nickname: Option<String>,
    #[iron(or_default, flash)]
    notice: Option<u8>,
    #[iron(or_default, lifetime = "10m")]
    sudo: Expiring<u8>,
    #[iron(or_default, with = number)]
    token: u8,
    last: bool,
}

mod number {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "`with` passes the field by reference")]
    pub(super) fn serialize<S: Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        u8::deserialize(deserializer)
    }
}

fn read<T: IronSession>(json: &str) -> Session<T> {
    load(&sealed(T::CONFIG.cookie(), json))
}

/// The member that a rejection names, and the byte.
fn refusal<T: IronSession>(json: &str) -> Option<(&'static str, u32)> {
    match read::<T>(json).meta().rejection()? {
        Rejection::Payload { member, byte } => Some((member, byte)),
        other => panic!("{other} for {json}"),
    }
}

#[test]
fn a_value_that_no_longer_reads_takes_the_default() {
    let session = read::<Lenient>(
        r#"{"user":7,"theme":"Sepia","homeAddress":{"street":"x"},"pageSize":-1,"nickname":[{"a":"}"}],"notice":256,"sudo":{"until":1},"token":"ff","last":true}"#,
    );
    assert_eq!(session.meta().rejection(), None);
    assert_eq!((session.user(), session.last()), (7, true));
    assert_eq!((session.theme(), session.home_address()), (&Theme::Dark, &Address::default()));
    assert_eq!((session.page_size(), session.nickname(), session.sudo()), (7, None, None));
    assert_eq!((session.notice, session.token()), (None, 0));
}

#[test]
fn a_value_that_reads_is_kept() {
    let session = read::<Lenient>(r#"{"user":7,"theme":"Light","pageSize":20,"nickname":"ada","token":3}"#);
    assert_eq!((session.theme(), session.page_size()), (&Theme::Light, 20));
    assert_eq!((session.nickname(), session.token()), (Some("ada"), 3));
}

#[test]
fn the_default_is_taken_in_any_order_and_under_an_alias() {
    let json = "{\"last\":true,\n \"look\" : \"Sepia\" , \"x\":[],\"pageSize\":1.5,\"user\":7}";
    let session = read::<Lenient>(json);
    assert_eq!(session.meta().rejection(), None);
    assert_eq!((session.user(), session.theme(), session.page_size()), (7, &Theme::Dark, 7));
}

#[test]
fn a_field_without_or_default_is_refused_and_named() {
    assert_eq!(refusal::<Lenient>(r#"{"user":"7","theme":"Sepia"}"#), Some(("user", 11)));
    assert_eq!(refusal::<Lenient>(r#"{"theme":"Sepia","user":"7"}"#), Some(("user", 27)));
    assert_eq!(refusal::<Lenient>(r#"{"user":7,"token":"x","last":1}"#), Some(("last", 30)));
}

#[test]
fn or_default_forgives_no_broken_json_and_no_member_twice() {
    for (json, member) in [
        (r#"{"theme":Sepia}"#, "theme"),
        (r#"{"theme":"Sepia"#, "theme"),
        (r#"{"pageSize":-}"#, "pageSize"),
        (r#"{"nickname":[1,}"#, "nickname"),
        (r#"{"theme":"Sepia","theme":"Light"}"#, "theme"),
        (r#"{"theme":"Sepia","look":"Light"}"#, "theme"),
        (r#"{"theme":"Sepia""user":7}"#, ""),
    ] {
        assert_eq!(refusal::<Lenient>(json).map(|(member, _)| member), Some(member), "{json}");
    }
}

#[test]
fn what_could_not_be_read_is_overwritten_only_by_a_change() -> TestResult {
    let json = r#"{"user":7,"theme":"Sepia"}"#;
    assert!(read::<Lenient>(json).set_cookies()?.is_empty(), "a read writes nothing");
    let mut session = read::<Lenient>(json);
    session.set_last(true);
    let back = load::<Lenient>(&saved(&mut session));
    assert_eq!((back.user(), back.theme(), back.last()), (7, &Theme::Dark, true));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "flat", max_age = "1h")]
struct Flat {
    user: u32,
    #[iron(flatten, or_default, default = BTreeMap::from([("a".to_owned(), 1)]))]
    rest: BTreeMap<String, u8>,
}

#[derive(IronSession)]
#[iron(cookie = "flat", max_age = "1h")]
struct StrictFlat {
    user: u32,
    #[iron(flatten)]
    rest: BTreeMap<String, u8>,
}

#[test]
fn a_flattened_field_takes_its_default_or_is_named() {
    let json = r#"{"user":7,"secret-name":"text"}"#;
    let session = read::<Flat>(json);
    assert_eq!((session.user(), session.rest()["a"], session.meta().rejection()), (7, 1, None));
    assert_eq!(refusal::<StrictFlat>(json), Some(("rest", 31)));
}

#[test]
fn a_flattened_field_that_reads_is_kept() {
    let session = read::<Flat>(r#"{"user":7,"b":2}"#);
    assert_eq!((session.rest().get("a"), session.rest().get("b")), (None, Some(&2)));
}

#[derive(IronSession)]
#[iron(cookie = "strict", max_age = "1h")]
struct Strict {
    #[iron(rename = "addr", alias = "address")]
    home: Address,
    count: u32,
}

#[test]
fn a_rejection_names_only_what_the_type_names() {
    for (json, member) in [
        // A nested struct that gained a field, an i64 that became a u32, a changed type.
        (r#"{"addr":{"street":"x"},"count":1}"#, "addr"),
        (r#"{"address":{"street":"x"},"count":1}"#, "addr"),
        (r#"{"count":-1}"#, "count"),
        (r#"{"count":4294967296}"#, "count"),
        (r#"{"x":1,"count":[]}"#, "count"),
        // Not in a member of the type.
        (r#"{"hunter2":tru}"#, ""),
        (r#"{"count":1,hunter2}"#, ""),
        (r#"{"count":1}}"#, ""),
        ("[]", ""),
        ("null", ""),
        ("", ""),
    ] {
        assert_eq!(refusal::<Strict>(json).map(|(member, _)| member), Some(member), "{json}");
    }
    let named = read::<Strict>(r#"{"count":"hunter2"}"#).meta().rejection().map(|reason| reason.to_string());
    let expected = "the sealed member `count` is not what its field reads, seen at byte 18";
    assert_eq!(named.as_deref(), Some(expected));
}

#[derive(IronSession)]
#[iron(cookie = "strict", max_age = "1h", schema = 1, from = Strict)]
struct Newer {
    count: Option<u64>,
}

impl From<Strict> for Newer {
    fn from(old: Strict) -> Self {
        Self { count: Some(old.count.into()) }
    }
}

#[test]
fn a_rejection_names_the_member_of_the_older_schema() -> TestResult {
    assert_eq!(refusal::<Newer>(r#"{"addr":1}"#), Some(("addr", 9)));
    let mut session = read::<Newer>(r#"{"count":2}"#);
    assert_eq!(json_of(&mut session)?, r#"{"count":2}"#);
    Ok(())
}

#[test]
fn a_rejection_is_small_and_copied() {
    fn copied<T: Copy + Send + Sync + 'static>() -> usize {
        size_of::<T>()
    }
    assert!(copied::<Rejection>() <= 24, "{}", copied::<Rejection>());
    assert_eq!(size_of::<Option<Rejection>>(), size_of::<Rejection>());
}
