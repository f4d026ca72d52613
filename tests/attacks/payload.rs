//! The JSON inside a seal. Only the holder of a key can write it, and it is checked all the same.

use std::collections::BTreeMap;

use http::HeaderMap;
use iron_session::seal::{self, Binding, Record};
use iron_session::{Error, IronSession, Rejection, Session};
use serde_json::Value;

use super::Failing;
use crate::common::{NOW, TestResult, Visit, cookies, keys, saved, sessions_at};

/// Any bytes in place of the JSON, sealed with the right key.
pub(crate) fn sealed(name: &str, json: impl AsRef<[u8]>) -> String {
    sealed_as(0, name, json)
}

fn sealed_as(schema: u16, name: &str, json: impl AsRef<[u8]>) -> String {
    let now = u32::try_from(NOW).expect("before 2106");
    let record = Record { created: now, issued: now, expires: now + 60, schema, ..Record::default() };
    let binding = Binding { purpose: seal::SESSION, name };
    seal::seal(&keys(), binding, &record, json.as_ref()).expect("a small token")
}

fn load<T: IronSession>(json: impl AsRef<[u8]>) -> Session<T> {
    let name = T::CONFIG.cookie();
    sessions_at(NOW).load(&cookies([format!("{name}={}", sealed(name, json))]))
}

fn refused(json: impl AsRef<[u8]>) -> bool {
    let session = load::<Visit>(json);
    assert_eq!(session.user_id(), 0, "a refused session is the default one");
    matches!(session.meta().rejection(), Some(Rejection::Payload { .. }))
}

pub(super) fn failing() -> Vec<Failing> {
    let refused = |case, json: &[u8]| Failing::value(case, "payload", sealed("__Host-s", json));
    let deep = format!(r#"{{"unknown":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    vec![
        refused("J01", br#"{"user_id":7,"user_id":7}"#),
        refused("J02", br#"{"user_id":7}x"#),
        refused("J03", deep.as_bytes()),
        refused("J07", b"{\"user_id\":7,\"note\":\"\xff\"}"),
        Failing::value("J09", "newer_schema", sealed_as(2, "__Host-s", "{}")),
    ]
}

#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "any", max_age = "1h")]
struct AnyData {
    data: BTreeMap<String, Value>,
    number: u64,
    signed: i64,
    ratio: f64,
    small_ratio: Option<f32>,
    #[iron(default = 7)]
    level: u8,
    #[iron(rename = "na\"me")]
    name: String,
    #[iron(skip, default = 9)]
    unsealed: u8,
}

/// J01
#[test]
fn a_member_given_twice_is_refused() {
    assert!(refused(r#"{"user_id":7,"user_id":7}"#));
    assert!(refused(r#"{"user_id":7,"note":"","user_i\u0064":8}"#), "an escaped name is the same name");
    assert!(refused(r#"{"note":"","user_id":7,"note":""}"#));
}

/// J02
#[test]
fn text_after_the_object_is_refused() {
    for tail in ["x", "{}", ",", "\0", "]"] {
        assert!(refused(r#"{"user_id":7}"#.to_owned() + tail), "{tail}");
    }
    assert_eq!(load::<Visit>(" {\"user_id\":7}\n").user_id(), 7);
}

/// J03
#[test]
fn json_of_more_than_128_levels_is_refused() {
    // The session is an object too, so with 127 arrays inside it there are 128 levels.
    let unknown = |arrays| format!(r#"{{"unknown":{}{}}}"#, "[".repeat(arrays), "]".repeat(arrays));
    assert!(!refused(unknown(127)));
    assert!(refused(unknown(128)));
    assert!(refused(unknown(200)));
    let known = |arrays| {
        let json = format!(r#"{{"data":{{"x":{}{}}}}}"#, "[".repeat(arrays), "]".repeat(arrays));
        load::<AnyData>(json).meta().rejection().is_some()
    };
    assert_eq!((known(126), known(127), known(200)), (false, true, true));
    assert!(refused("[".repeat(2900)));
    let brackets_in_text = format!(r#"{{"note":"{}\"{}"}}"#, "[".repeat(200), "{".repeat(200));
    assert!(!refused(brackets_in_text));
    let many_but_shallow = format!(r#"{{"unknown":[{}1]}}"#, "[],".repeat(300));
    assert!(!refused(many_but_shallow));
}

/// J04
#[test]
fn an_unknown_member_is_ignored() {
    let session = load::<Visit>(r#"{"later":{"deep":[1,{"x":null}]},"user_id":7,"more":"text"}"#);
    assert_eq!((session.user_id(), session.meta().rejection()), (7, None));
}

/// J05
#[test]
fn nan_and_infinity_are_errors_at_save() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut session = sessions_at::<AnyData>(NOW).load(&HeaderMap::new());
        session.set_ratio(bad);
        match session.set_cookies() {
            Err(error @ Error::Unsealable { member: "ratio", .. }) => {
                assert!(error.to_string().contains("no JSON form"), "{error}");
            }
            other => panic!("{other:?}"),
        }
        session.set_ratio(0.5);
        session.set_small_ratio(f32::NAN);
        assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "small_ratio", .. })));
        session.clear_small_ratio();
        assert!(session.set_cookies().is_ok());
    }
}

#[test]
fn an_unsealable_member_is_named_in_the_error() {
    #[derive(IronSession)]
    #[iron(cookie = "odd", max_age = "1h")]
    struct Odd {
        #[iron(rename = "a\"b\\\n")]
        ratio: f64,
        last: f64,
    }
    let mut session = sessions_at::<Odd>(NOW).load(&HeaderMap::new());
    session.last = f64::NAN;
    assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "last", .. })));
    session.ratio = f64::NAN;
    assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "a\"b\\\n", .. })));
}

/// A float inside each kind of compound value that serde knows.
#[derive(serde::Serialize, serde::Deserialize, Default, Clone)]
enum Shape {
    #[default]
    Unit,
    Newtype(f64),
    Tuple(u8, f64),
    Struct {
        at: f64,
    },
}

#[derive(serde::Serialize, serde::Deserialize, Default, Clone)]
struct Wrapped(f64);

#[derive(serde::Serialize, serde::Deserialize, Default, Clone)]
struct Pair(u8, f64);

#[derive(serde::Serialize, serde::Deserialize, Default, Clone)]
struct Named {
    at: f64,
}

#[derive(IronSession)]
#[iron(cookie = "nested", max_age = "1h")]
struct Nested {
    shape: Shape,
    list: Vec<f64>,
    map: BTreeMap<String, f64>,
    tuple: (u8, f64),
    wrapped: Wrapped,
    pair: Pair,
    named: Named,
}

/// J05
#[test]
fn a_float_that_json_cannot_carry_is_found_at_any_depth() {
    type Change = fn(&mut Nested, f64);
    let changes: [(&str, Change); 9] = [
        ("shape", |nested, x| nested.shape = Shape::Newtype(x)),
        ("shape", |nested, x| nested.shape = Shape::Tuple(1, x)),
        ("shape", |nested, x| nested.shape = Shape::Struct { at: x }),
        ("list", |nested, x| nested.list = vec![1.0, x]),
        ("map", |nested, x| nested.map = BTreeMap::from([("k".to_owned(), x)])),
        ("tuple", |nested, x| nested.tuple = (1, x)),
        ("wrapped", |nested, x| nested.wrapped = Wrapped(x)),
        ("pair", |nested, x| nested.pair = Pair(1, x)),
        ("named", |nested, x| nested.named = Named { at: x }),
    ];
    for (at, change) in changes {
        let mut session = sessions_at::<Nested>(NOW).load(&HeaderMap::new());
        change(&mut session, 1.5);
        assert!(session.set_cookies().is_ok(), "{at}");
        change(&mut session, f64::NAN);
        match session.set_cookies() {
            Err(Error::Unsealable { member, .. }) => assert_eq!(member, at),
            other => panic!("{at}: {other:?}"),
        }
    }
}

/// J06
#[test]
fn the_largest_and_the_smallest_integer_come_back() {
    let mut session = sessions_at::<AnyData>(NOW).load(&HeaderMap::new());
    session.set_number(u64::MAX);
    session.set_signed(i64::MIN);
    let cookie = saved(&mut session);
    let back = sessions_at::<AnyData>(NOW).load(&cookies([format!("any={cookie}")]));
    assert_eq!((back.number(), back.signed()), (u64::MAX, i64::MIN));
}

/// J07
#[test]
fn bytes_that_are_not_utf8_are_refused() {
    assert!(refused(b"{\"user_id\":7,\"note\":\"\xff\"}"));
    assert!(refused(b"{\"user_id\":7,\"unknown\":\"\xc3\x28\"}"));
    assert!(refused(b"\xef\xbb\xbf{\"user_id\":7}"), "a byte order mark");
}

#[test]
fn a_session_is_an_object_and_nothing_else() {
    for other in ["[7,\"\"]", "7", "null", "\"text\"", "", " ", "{\"user_id\":\"7\"}", "{\"user_id\":-1}"] {
        assert!(refused(other), "{other}");
    }
}

/// J11
#[test]
fn proto_is_an_ordinary_key_of_a_map() {
    let session = load::<AnyData>(r#"{"data":{"__proto__":{"admin":true},"constructor":1}}"#);
    assert_eq!(session.data().get("__proto__"), Some(&serde_json::json!({"admin": true})));
    assert_eq!(session.data().len(), 2);
}

/// J12
#[test]
fn missing_members_take_their_defaults() {
    let session = load::<AnyData>("{}");
    assert_eq!(session.meta().rejection(), None);
    assert_eq!(*session, AnyData::default());
    assert_eq!((session.level(), session.unsealed()), (7, 9));
}

#[test]
fn a_skipped_field_is_neither_sealed_nor_read() -> TestResult {
    assert_eq!(load::<AnyData>(r#"{"unsealed":1}"#).unsealed(), 9);
    let mut session = sessions_at::<AnyData>(NOW).load(&HeaderMap::new());
    session.set_unsealed(1);
    assert!(session.set_cookies()?.is_empty());
    session.set_name("n");
    let cookie = saved(&mut session);
    let back = sessions_at::<AnyData>(NOW).load(&cookies([format!("any={cookie}")]));
    assert_eq!((back.name(), back.unsealed()), ("n", 9));
    Ok(())
}

#[test]
fn a_payload_rejection_says_the_member_and_the_place_and_nothing_of_the_text() {
    let session = load::<Visit>(r#"{"user_id":"hunter2"}"#);
    let rejection = session.meta().rejection().expect("a rejection");
    assert_eq!(rejection, Rejection::Payload { member: "user_id", byte: 20 });
    assert!(!format!("{rejection} {rejection:?}").contains("hunter2"));
}

#[test]
fn a_payload_rejection_counts_bytes_over_all_lines() {
    let json = "{\n  \"user_id\": 7,\n  \"note\": 5\n}";
    assert_eq!(load::<Visit>(json).meta().rejection(), Some(Rejection::Payload { member: "note", byte: 29 }));
    let not_text = b"{\"user_id\":\xff}";
    assert_eq!(load::<Visit>(not_text).meta().rejection(), Some(Rejection::Payload { member: "", byte: 12 }));
}

#[test]
fn data_nested_too_deep_to_be_read_is_not_sealed() {
    let nested = |depth: usize| (0..depth).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    let mut session = sessions_at::<AnyData>(NOW).load(&HeaderMap::new());
    session.data_mut().insert("x".to_owned(), nested(126));
    let cookie = saved(&mut session);
    assert_eq!(sessions_at::<AnyData>(NOW).load(&cookies([format!("any={cookie}")])).data().len(), 1);
    session.data_mut().insert("x".to_owned(), nested(127));
    assert!(matches!(session.set_cookies(), Err(Error::TooDeep)));
}
