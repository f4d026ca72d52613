//! The JSON of a session is read member by member. It takes the same texts as `serde_json`, with the same
//! result. Only a `null` that the type of a member refuses is read as its default.

use proptest::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};

use crate::attacks::payload::sealed;
use crate::common::{NOW, cookies, sessions_at};
use iron_session::{IronSession, Rejection};

#[derive(IronSession)]
#[iron(cookie = "read", max_age = "1h")]
struct Sealed {
    a: u32,
    #[iron(rename = "a\"b")]
    quoted: Option<String>,
    c: Vec<bool>,
    d: Option<f64>,
}

/// The same members, for serde alone.
#[derive(Deserialize, Default, Debug, PartialEq)]
#[serde(default)]
struct Plain {
    #[serde(deserialize_with = "or_null")]
    a: u32,
    #[serde(rename = "a\"b")]
    quoted: Option<String>,
    #[serde(deserialize_with = "or_null")]
    c: Vec<bool>,
    d: Option<f64>,
}

/// The value, or the default for `null`.
fn or_null<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// What is read from this text. None if it is refused.
fn read(json: &str) -> Option<Plain> {
    let session = sessions_at::<Sealed>(NOW).load(&cookies([format!("read={}", sealed("read", json))]));
    match session.meta().rejection() {
        None => {
            let Sealed { a, quoted, c, d } = &*session;
            Some(Plain { a: *a, quoted: quoted.clone(), c: c.clone(), d: *d })
        }
        Some(Rejection::Payload { member, byte }) => {
            assert!(["", "a", "a\"b", "c", "d"].contains(&member), "{member}");
            assert!((1..=json.len().max(1)).contains(&(byte as usize)), "byte {byte} of {json:?}");
            None
        }
        Some(other) => panic!("{other} for {json:?}"),
    }
}

/// Pieces of objects, right ones and wrong ones.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(
            &[
                r#""a":7"#,
                r#""a\"b":"x\ny""#,
                r#""c":[true,false]"#,
                r#""d":0.5"#,
                r#""e":{"a":[1,{}]}"#,
                r#""\u0061":9"#,
                r#""d":null"#,
                r#""d" : -1e3"#,
                r#""c":[ ]"#,
                r#""a\"b":null"#,
                r#""a":null"#,
                r#""c": null "#,
                r#""a":1"#,
            ][..]
        )
        .prop_map(str::to_owned),
        prop::sample::select(
            &[
                "{", "}", ",", ":", "\"", "[", "]", "null", "1", " ", "\n", "\t", "\r", "\u{c}", "\u{feff}",
                "\\", "a"
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}

fn object() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..7).prop_map(|pieces| format!("{{{}}}", pieces.join(",")))
}

proptest! {
    #[test]
    fn a_text_is_read_as_serde_json_reads_it(
        object in object(),
        edit in prop::option::of((any::<prop::sample::Index>(), 0..2_usize, piece())),
    ) {
        let mut json = object;
        if let Some((at, removed, inserted)) = edit {
            let boundaries: Vec<usize> = json.char_indices().map(|(at, _)| at).chain([json.len()]).collect();
            let from = at.index(boundaries.len());
            let to = (from + removed).min(boundaries.len() - 1);
            json.replace_range(boundaries[from]..boundaries[to], &inserted);
        }
        prop_assert_eq!(read(&json), serde_json::from_str::<Plain>(&json).ok(), "{:?}", json);
    }
}

#[test]
fn members_are_read_in_any_order_and_between_others() {
    let json = r#"{"x":1,"c":[true],"a":7,"y":{"a":8},"a\"b":"q"}"#;
    let expected = Plain { a: 7, quoted: Some("q".to_owned()), c: vec![true], d: None };
    assert_eq!(read(json), Some(expected));
}

#[test]
fn an_object_with_broken_punctuation_is_refused() {
    for json in [
        "",
        " ",
        "{",
        "{,}",
        r#"{"a":7"#,
        r#"{"a":7,}"#,
        r#"{,"a":7}"#,
        r#","a":7}"#,
        r#"{{"a":7}"#,
        r#"{"a":7,,"d":1}"#,
        r#"{"a":7 "d":1}"#,
        r#"{"a":}"#,
        r#"{"a"}"#,
        r#"{"a" 7}"#,
        r"{a:7}",
        r#"{"a":7}}"#,
        r#"{"a":7},"#,
        r#"["a",7]"#,
        "null",
        r"{7:7}",
        r"{null:7}",
        r#"{"a":7;"d":1}"#,
        "{\u{c}\"a\":7}",
        "\u{feff}{}",
    ] {
        assert_eq!(read(json), None, "{json:?}");
    }
}

/// A type that refuses every value but one.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Good;

impl TryFrom<String> for Good {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        if text == "good" { Ok(Self) } else { Err("not good") }
    }
}

impl From<Good> for String {
    fn from(_: Good) -> Self {
        "good".to_owned()
    }
}

#[derive(IronSession)]
#[iron(cookie = "judged", max_age = "1h")]
struct Judged {
    number: u32,
    good: Good,
}

#[test]
fn a_refusal_names_the_member_and_the_byte_in_the_whole_text() {
    for (json, member, byte) in [
        (r#"{"number":1,"good":"bad"}"#, "good", 20),
        ("{\"number\":1,\n \"good\":\n \"bad\"}", "good", 24),
        (r#"{"number":[1]}"#, "number", 10),
        (r#"{"number":"1"}"#, "number", 13),
        (r#"{"good":"good","number":1x}"#, "", 26),
        (r#"{"number":1,"number":2}"#, "number", 21),
        (r#"{"number":1"#, "", 11),
        (r#"{"number":1]"#, "", 12),
        (r#"{"number":1} x"#, "", 14),
        ("", "", 1),
    ] {
        let cookie = format!("judged={}", sealed("judged", json));
        let session = sessions_at::<Judged>(NOW).load(&cookies([cookie]));
        assert_eq!(session.meta().rejection(), Some(Rejection::Payload { member, byte }), "{json}");
    }
}

/// Takes its default if it cannot read the value. So the reader may stop in the middle of a value.
#[derive(Default, Serialize)]
struct Lenient<T>(T);

impl<'de, T: Default + Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).unwrap_or_default()))
    }
}

#[derive(IronSession)]
#[iron(cookie = "lenient", max_age = "1h")]
struct Easy {
    flag: Lenient<bool>,
    count: Lenient<u32>,
    name: Lenient<String>,
}

#[test]
fn a_type_that_stops_within_a_character_is_refused_and_never_a_panic() {
    for (json, member, byte) in [
        ("{\"flag\":tr\u{e9}}", "flag", 12),
        ("{\"flag\":nul\u{fffd}}", "flag", 13),
        ("{\"count\":-\u{e9}}", "count", 12),
        ("{\"count\":1e\u{e9}}", "count", 13),
        ("{\"name\":\"\\\u{e9}\"}", "name", 12),
        ("{\"name\":\"\\ud800\u{e9}\"}", "name", 17),
    ] {
        let cookie = format!("lenient={}", sealed("lenient", json));
        let session = sessions_at::<Easy>(NOW).load(&cookies([cookie]));
        assert_eq!(session.meta().rejection(), Some(Rejection::Payload { member, byte }), "{json}");
        assert!(!session.flag.0 && session.count.0 == 0 && session.name.0.is_empty());
    }
}
