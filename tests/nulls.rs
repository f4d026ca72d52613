//! A `null` that the type of a member refuses is read as a missing member: the field keeps its default.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use http::HeaderMap;
use iron_session::{Expiring, IronSession, Rejection, Session};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::attacks::payload::sealed;
use crate::common::{NOW, TestResult, cookies, saved, sessions_at};
use crate::nothing::{json_of, load};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Theme {
    Light,
    Dark,
}

#[derive(IronSession)]
#[iron(cookie = "nulls", max_age = "1h", rename_all = "camelCase")]
struct Profile {
    user_name: String,
    #[iron(default = "guest".to_owned(), alias = "nick")]
    name: String,
    #[iron(default = 3)]
    lives: u32,
    #[iron(default = Theme::Dark)]
    theme: Theme,
    #[iron(default = NonZeroU8::MIN)]
    level: NonZeroU8,
    #[iron(with = hex, default = 255)]
    color: u8,
    tags: Vec<String>,
    pair: (u8, bool),
    #[iron(default = Some(7))]
    limit: Option<u8>,
    #[iron(lifetime = "1m")]
    sudo: Expiring<u8>,
    any: Value,
    unit: (),
    last: bool,
}

mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "`with` passes the field by reference")]
    pub(super) fn serialize<S: Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{value:02x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        u8::from_str_radix(&String::deserialize(deserializer)?, 16).map_err(D::Error::custom)
    }
}

fn read<T: IronSession>(json: &str) -> Session<T> {
    load(&sealed(T::CONFIG.cookie(), json))
}

fn refused<T: IronSession>(json: &str) -> bool {
    matches!(read::<T>(json).meta().rejection(), Some(Rejection::Payload { .. }))
}

#[test]
fn a_null_that_the_type_refuses_leaves_the_declared_default() {
    let session = read::<Profile>(r#"{"userName":"ada","name":null}"#);
    assert_eq!(session.meta().rejection(), None);
    assert_eq!((session.user_name(), session.name()), ("ada", "guest"));

    let all = read::<Profile>(
        r#"{"userName":null,"name":null,"lives":null,"theme":null,"level":null,"color":null,"tags":null,"pair":null,"last":true}"#,
    );
    assert_eq!((all.user_name(), all.name(), all.lives()), ("", "guest", 3));
    assert_eq!((*all.theme(), *all.level(), *all.pair()), (Theme::Dark, NonZeroU8::MIN, (0, false)));
    assert_eq!((all.color(), all.tags().len(), all.last()), (255, 0, true));
}

#[test]
fn a_null_that_the_type_takes_is_its_value() {
    let session = read::<Profile>(r#"{"limit":null,"sudo":null,"any":null,"unit":null}"#);
    assert_eq!((session.limit(), session.sudo(), session.any()), (None, None, &Value::Null));
    assert_eq!(session.meta().rejection(), None);
}

#[test]
fn a_null_is_found_in_any_order_and_between_white_space() {
    for json in [
        r#"{"last":true,"lives":null,"userName":"ada"}"#,
        r#"{ "userName" : "ada" , "lives" : null , "last" : true }"#,
        "{\"lives\":\n\tnull\n,\"x\":null,\"last\":true,\"userName\":\"ada\",\"nick\":null}",
    ] {
        let session = read::<Profile>(json);
        assert_eq!(session.meta().rejection(), None, "{json}");
        assert_eq!((session.user_name(), session.lives(), session.last()), ("ada", 3, true), "{json}");
    }
}

#[test]
fn what_only_looks_like_a_null_is_refused() {
    for value in ["nul", "nullx", "NULL", "null null", "[null]", "\"null\"", "nullnull", "-null", "null:"] {
        assert!(refused::<Profile>(&format!(r#"{{"lives":{value}}}"#)), "{value}");
    }
    for json in [r#"{"lives":null"#, r#"{"tags":[null]}"#, r#"{"pair":[1,null]}"#, r#"{"sudo":[null,1]}"#] {
        assert!(refused::<Profile>(json), "{json}");
    }
}

#[test]
fn a_member_given_twice_is_refused_also_if_one_is_null() {
    for json in [
        r#"{"lives":null,"lives":1}"#,
        r#"{"lives":1,"lives":null}"#,
        r#"{"name":null,"nick":"a"}"#,
        r#"{"last":null,"lives":null,"last":true}"#,
    ] {
        assert!(refused::<Profile>(json), "{json}");
    }
}

#[test]
fn a_member_that_was_null_is_saved_as_its_default() -> TestResult {
    let mut session = read::<Profile>(r#"{"userName":"ada","lives":null}"#);
    assert!(session.set_cookies()?.is_empty(), "a read writes nothing");
    session.set_last(true);
    let back = load::<Profile>(&saved(&mut session));
    assert_eq!((back.user_name(), back.lives(), back.last()), ("ada", 3, true));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "nulls", max_age = "1h", default)]
struct Own {
    lives: u32,
}

impl Default for Own {
    fn default() -> Self {
        Self { lives: 9 }
    }
}

#[derive(IronSession)]
#[iron(cookie = "nulls", max_age = "1h", schema = 1, from = Own)]
struct Newer {
    lives: u64,
}

impl From<Own> for Newer {
    fn from(old: Own) -> Self {
        Self { lives: old.lives.into() }
    }
}

#[test]
fn the_default_is_that_of_the_struct_and_of_the_older_schema() {
    assert_eq!(read::<Own>(r#"{"lives":null}"#).lives(), 9);
    assert_eq!(read::<Newer>(r#"{"lives":null}"#).lives(), 9);
}

/// Before a deploy that made the name mandatory.
#[derive(IronSession, Default)]
#[iron(cookie = "deploy", max_age = "1h", default)]
struct Before {
    name: Option<String>,
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "deploy", max_age = "1h")]
struct After {
    name: String,
    visits: u32,
}

#[test]
fn an_option_may_become_the_type_in_it() -> TestResult {
    let mut session = sessions_at::<Before>(NOW).load(&HeaderMap::new());
    session.set_visits(2);
    assert_eq!(json_of(&mut session)?, r#"{"name":null,"visits":2}"#);
    let after = load::<After>(&saved(&mut session));
    assert_eq!((after.name(), after.visits()), ("", 2));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "nulls", max_age = "1h")]
struct Flat {
    user: u32,
    #[iron(flatten)]
    rest: BTreeMap<String, u32>,
}

#[test]
fn a_null_among_flattened_members_counts_as_missing() {
    let session = read::<Flat>(r#"{"user":7,"visits":3,"cart":null}"#);
    assert_eq!((session.user(), session.meta().rejection()), (7, None));
    assert_eq!(session.rest(), &BTreeMap::from([("visits".to_owned(), 3)]));
    assert!(refused::<Flat>(r#"{"user":7,"visits":"3","cart":null}"#));
}

/// A session that JavaScript shares.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h", format = "fe26", rename_all = "camelCase")]
struct Shared {
    user_name: String,
    #[iron(default = "guest".to_owned())]
    name: String,
    visits: u32,
}

#[test]
fn javascript_clears_a_member_with_null_and_stays_logged_in() -> TestResult {
    let keys = iron_session::Keyring::builder()
        .fe26_password("1", "quiet-saddle-lantern-seven-orbit-violet-7364")
        .build()?;
    let json = serde_json::json!({"userName": "ada", "name": null});
    let hour = std::time::Duration::from_secs(3600);
    let now = std::time::SystemTime::now();
    let cookie = iron_session::fe26::seal(&keys, &json, Some(hour), now)?;
    let sessions = iron_session::SessionManager::<Shared>::new(keys.clone());
    let mut session = sessions.load(&cookies([format!("sid={cookie}")]));
    assert_eq!((session.user_name(), session.name(), session.meta().rejection()), ("ada", "guest", None));
    session.set_name("guest");
    assert!(session.set_cookies()?.is_empty(), "nothing changed");
    session.set_visits(1);
    let written: Value = iron_session::fe26::open(&keys, &saved(&mut session), now)?;
    assert_eq!(written, serde_json::json!({"userName": "ada", "name": "guest", "visits": 1}));
    Ok(())
}
