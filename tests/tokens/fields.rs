//! The members of a token: which have to be there, and what the keys on a field do.

use std::collections::BTreeMap;

use iron_session::{Error, IronToken, Rejection};
use serde::{Deserialize, Serialize};

use super::{MagicLink, by_hand, link, opened, record, sealed, sealed_json, tokens_at};
use crate::common::{NOW, TestResult};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    Guest,
    Owner,
}

/// Hexadecimal digits.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(byte: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{byte:02x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        u8::from_str_radix(&String::deserialize(deserializer)?, 16).map_err(serde::de::Error::custom)
    }
}

#[derive(IronToken, Debug, PartialEq)]
#[iron(purpose = "fields", max_age = "1h", rename_all = "camelCase")]
struct Fields {
    user_id: u64,
    next_page: Option<String>,
    #[iron(default = Role::Guest)]
    role: Role,
    #[iron(or_default)]
    level: u8,
    #[iron(rename = "lang", alias = "locale")]
    tongue: String,
    #[iron(with = hex)]
    byte: u8,
    #[iron(skip)]
    hidden: u8,
    #[iron(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

fn fields(json: &str) -> Result<Fields, Rejection> {
    opened(&by_hand("fields", "", record(), json))
}

#[test]
fn every_key_of_a_field_does_what_it_does_in_a_session() -> TestResult {
    let rest = BTreeMap::from([("more".to_owned(), serde_json::json!([1, 2]))]);
    let token = Fields {
        user_id: 7,
        next_page: None,
        role: Role::Owner,
        level: 3,
        tongue: "en".to_owned(),
        byte: 0xf0,
        hidden: 9,
        rest,
    };
    let read = opened::<Fields>(&sealed(&token))?;
    assert_eq!(read, Fields { hidden: 0, ..token });
    Ok(())
}

#[test]
fn what_may_be_missing_takes_its_default() -> TestResult {
    let read = fields(r#"{"userId":7,"lang":"en","byte":"0a"}"#)?;
    assert_eq!((read.next_page, read.role, read.level), (None, Role::Guest, 0));
    assert_eq!((read.byte, read.hidden, read.rest.len()), (10, 0, 0));
    Ok(())
}

#[test]
fn members_come_in_any_order_and_under_their_aliases() -> TestResult {
    let read = fields(r#"{"byte":"0a", "locale":"en" ,"role":"owner","other":1,"userId":7}"#)?;
    assert_eq!((read.user_id, read.tongue.as_str(), read.role), (7, "en", Role::Owner));
    assert_eq!(read.rest["other"], 1);
    Ok(())
}

#[test]
fn a_null_is_a_missing_value_only_where_one_may_be_missing() {
    let with = |user: &str, role: &str, page: &str| {
        fields(&format!(r#"{{"userId":{user},"nextPage":{page},"role":{role},"lang":"en","byte":"0a"}}"#))
    };
    assert_eq!(with("7", "null", "null").map(|read| (read.role, read.next_page)), Ok((Role::Guest, None)));
    assert_eq!(with("null", "null", "null"), Err(Rejection::Payload { member: "userId", byte: 14 }));
}

#[test]
fn only_or_default_takes_what_it_cannot_read() {
    let with = |level: &str, role: &str| {
        fields(&format!(r#"{{"userId":7,"role":{role},"level":{level},"lang":"en","byte":"0a"}}"#))
    };
    assert_eq!(with(r#""high""#, r#""owner""#).map(|read| (read.level, read.role)), Ok((0, Role::Owner)));
    assert!(matches!(with("3", r#""king""#), Err(Rejection::Payload { member: "role", .. })));
}

#[test]
fn a_missing_member_is_named_by_its_sealed_name() {
    let json = r#"{"email":"a"}"#;
    let end = Rejection::Payload { member: "nonce", byte: 13 };
    assert_eq!(opened::<MagicLink>(&sealed_json(json)), Err(end));
    assert!(matches!(fields(r#"{"userId":7,"byte":"0a"}"#), Err(Rejection::Payload { member: "lang", .. })));
    assert!(matches!(fields(r#"{"userId":7,"lang":"en"}"#), Err(Rejection::Payload { member: "byte", .. })));
    assert!(matches!(
        opened::<MagicLink>(&sealed_json("{}")),
        Err(Rejection::Payload { member: "email", .. })
    ));
}

#[test]
fn a_member_that_is_there_twice_is_refused() {
    for json in [r#"{"email":"a","nonce":7,"nonce":7}"#, r#"{"nonce":7,"email":"a","email":"b"}"#] {
        assert!(matches!(opened::<MagicLink>(&sealed_json(json)), Err(Rejection::Payload { .. })), "{json}");
    }
    let twice = r#"{"userId":7,"lang":"en","locale":"de","byte":"0a"}"#;
    assert!(matches!(fields(twice), Err(Rejection::Payload { member: "lang", .. })));
}

#[test]
fn members_that_the_struct_does_not_name_are_passed_over() {
    let json = r#"{"more":{"email":"b"},"email":"demo@shop.example","x":[null],"nonce":7}"#;
    assert_eq!(opened::<MagicLink>(&sealed_json(json)), Ok(link()));
}

#[test]
fn what_is_no_object_or_not_only_one_is_refused() {
    for json in ["", "[]", "null", "7", r#"{"email":"a","nonce":7"#, r#"{"email":"a","nonce":7} x"#] {
        assert!(matches!(opened::<MagicLink>(&sealed_json(json)), Err(Rejection::Payload { .. })), "{json}");
    }
    assert!(opened::<MagicLink>(&sealed_json("{\"email\":\"a\",\"nonce\":7}\n ")).is_ok());
}

#[test]
fn a_flattened_struct_takes_its_members_from_the_token() -> TestResult {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Place {
        x: u8,
        y: u8,
    }
    #[derive(IronToken, Debug, PartialEq)]
    #[iron(purpose = "fields", max_age = "1h")]
    struct Flat {
        name: String,
        #[iron(flatten)]
        place: Place,
    }
    #[derive(IronToken, Debug, PartialEq)]
    #[iron(purpose = "fields", max_age = "1h")]
    struct Lenient {
        name: String,
        #[iron(flatten, default = Place { x: 1, y: 1 })]
        place: Place,
    }

    let flat = Flat { name: "a".to_owned(), place: Place { x: 3, y: 4 } };
    assert_eq!(opened::<Flat>(&sealed(&flat))?, flat);
    let without = by_hand("fields", "", record(), r#"{"name":"a"}"#);
    assert!(matches!(opened::<Flat>(&without), Err(Rejection::Payload { member: "place", .. })));
    assert_eq!(opened::<Lenient>(&without)?.place, Place { x: 1, y: 1 });
    Ok(())
}

#[test]
fn a_generic_token_is_sealed_for_each_type() -> TestResult {
    #[derive(IronToken, Debug, PartialEq)]
    #[iron(purpose = "generic", max_age = "1h")]
    struct Signed<T, const N: usize>
    where
        T: Clone,
    {
        items: Vec<T>,
        first: Option<T>,
        #[iron(default = "x".repeat(N))]
        mark: String,
    }

    let numbers = Signed::<u8, 2> { items: vec![1, 2], first: Some(1), mark: "m".to_owned() };
    let texts = Signed::<String, 3> { items: vec!["a".to_owned()], first: None, mark: "m".to_owned() };
    assert_eq!(opened::<Signed<u8, 2>>(&sealed(&numbers))?, numbers);
    assert_eq!(opened::<Signed<String, 3>>(&sealed(&texts))?, texts);
    let without = by_hand("generic", "", record(), r#"{"items":[]}"#);
    assert_eq!(opened::<Signed<bool, 3>>(&without)?.mark, "xxx");
    assert!(matches!(
        opened::<Signed<u8, 2>>(&sealed(&texts)),
        Err(Rejection::Payload { member: "items", .. })
    ));
    Ok(())
}

#[test]
fn a_value_without_a_form_in_json_is_an_error_that_names_its_member() {
    #[derive(IronToken)]
    #[iron(purpose = "ratio", max_age = "1h")]
    struct Ratio {
        name: String,
        ratio: f64,
    }

    let sealed =
        tokens_at(NOW).seal(&Ratio { name: "a".to_owned(), ratio: f64::NAN }).map(|sealed| sealed.text);
    assert!(matches!(sealed, Err(Error::Unsealable { member: "ratio", .. })), "{sealed:?}");
}

#[test]
fn a_value_that_would_not_be_read_as_it_is_written_is_an_error_in_debug_builds() {
    #[derive(Debug, Serialize, Deserialize)]
    struct OneWay {
        #[serde(rename(serialize = "written"))]
        read: u8,
    }
    #[derive(IronToken, Debug)]
    #[iron(purpose = "one-way", max_age = "1h")]
    struct Token {
        value: OneWay,
    }

    let sealed = tokens_at(NOW).seal(&Token { value: OneWay { read: 7 } }).map(|sealed| sealed.text);
    // In every build, and not only in those with `debug_assertions`.
    assert!(matches!(sealed, Err(Error::Unreadable { member: "value" })), "{sealed:?}");
}

#[test]
fn a_value_that_is_nested_deeper_than_readers_take_is_an_error() {
    #[derive(IronToken)]
    #[iron(purpose = "deep", max_age = "1h")]
    struct Deep {
        value: serde_json::Value,
    }

    let nest = |depth| (0..depth).fold(serde_json::Value::Null, |inner, _| serde_json::json!([inner]));
    assert!(tokens_at(NOW).seal(&Deep { value: nest(127) }).is_ok());
    let sealed = tokens_at(NOW).seal(&Deep { value: nest(128) }).map(|sealed| sealed.text);
    assert!(matches!(sealed, Err(Error::TooDeep)), "{sealed:?}");
}
