//! Numbers that JavaScript would round are found in the finished text, whatever has written them.
//!
//! `.ci/run` runs these tests a second time with the feature `arbitrary_precision` of `serde_json`, which any
//! dependency of a program may turn on. Then a `Value` keeps the digits of a number as text.

use std::collections::BTreeMap;

use http::HeaderMap;
use iron_session::{Error, IronSession, Keyring, Session, SessionManager, fe26};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::common::{K1, NOW, TestResult, at, cookies, saved};

/// Shared with JavaScript.
#[derive(IronSession)]
#[iron(cookie = "shared", max_age = "1h", format = "fe26")]
struct Shared {
    value: Value,
    raw: Option<Box<RawValue>>,
    list: Vec<u64>,
    tagged: Tagged,
    ratio: f64,
    small: f32,
    huge: u128,
    #[iron(flatten)]
    rest: BTreeMap<String, Box<RawValue>>,
}

/// The same members for this library alone.
#[derive(IronSession)]
#[iron(cookie = "own", max_age = "1h")]
struct Own {
    value: Value,
    raw: Option<Box<RawValue>>,
    #[iron(flatten)]
    rest: BTreeMap<String, Box<RawValue>>,
}

#[derive(Serialize, Deserialize, Default, Clone, Debug, PartialEq)]
#[serde(tag = "type")]
enum Tagged {
    #[default]
    Nothing,
    Number {
        number: i64,
    },
}

fn keys() -> TestResult<Keyring> {
    Ok(Keyring::builder().key(&K1).fe26_password("1", "mossy-Kettle-58-violin-harbor-Quartz-11").build()?)
}

fn sessions<T: IronSession>() -> TestResult<SessionManager<T>> {
    Ok(SessionManager::new(keys()?).clock(|| at(NOW)))
}

fn shared() -> TestResult<Session<Shared>> {
    Ok(sessions()?.load(&HeaderMap::new()))
}

fn raw(text: &str) -> TestResult<Box<RawValue>> {
    Ok(RawValue::from_string(text.to_owned())?)
}

/// The member that a save refuses, since JavaScript would round it.
fn refused(mut session: Session<Shared>) -> Option<&'static str> {
    match session.set_cookies() {
        Ok(_) => None,
        Err(Error::Unsealable { member, source }) => {
            assert!(source.to_string().starts_with("JavaScript would round"), "{source}");
            Some(member)
        }
        Err(error) => panic!("{error}"),
    }
}

/// Numbers that no double has.
const ROUNDED: [&str; 8] = [
    "9007199254740993",
    "-9007199254740993",
    "[\" 1 \", {\"9\": 9007199254740993}]",
    "18446744073709551615",
    "340282366920938463463374607431768211455",
    "0.30000000000000004440892098500626",
    "9007199254740993.0",
    "1.00000000000000000001e5",
];

#[test]
fn a_number_that_javascript_would_round_is_refused_in_every_kind_of_member() -> TestResult {
    for text in ROUNDED {
        let mut session = shared()?;
        session.set_raw(raw(text)?);
        assert_eq!(refused(session), Some("raw"), "{text}");
        let mut session = shared()?;
        session.rest_mut().insert("r\"est".to_owned(), raw(text)?);
        assert_eq!(refused(session), Some("rest"), "{text}");
    }
    for text in ["9007199254740993", "[{\"a\": -9007199254740993}]"] {
        let mut session = shared()?;
        session.value = serde_json::from_str(text)?;
        assert_eq!(refused(session), Some("value"), "{text}");
    }
    let mut session = shared()?;
    session.list = vec![1, (1 << 53) + 1];
    assert_eq!(refused(session), Some("list"));
    let mut session = shared()?;
    session.tagged = Tagged::Number { number: -(1 << 53) - 1 };
    assert_eq!(refused(session), Some("tagged"));
    let mut session = shared()?;
    session.huge = 10_u128.pow(21);
    assert_eq!(refused(session), Some("huge"), "JavaScript would write an exponent");
    Ok(())
}

#[test]
fn a_number_that_javascript_keeps_is_sealed() -> TestResult {
    let kept = [
        "0",
        "-0.0",
        "0.1",
        "9007199254740991",
        "9007199254740992",
        "123456789012345680000",
        "1e300",
        "5e-324",
        "1.7976931348623157e308",
        "0.30000000000000004",
        "1E2",
        "1.50e+2",
        "\"9007199254740993\"",
        "{\"9007199254740993\":[true,\"\\\\\\\"9007199254740993\",null]}",
        "1.000000000000000000000",
    ];
    for text in kept {
        let mut session = shared()?;
        session.set_raw(raw(text)?);
        session.rest_mut().insert("rest".to_owned(), raw(text)?);
        assert_eq!(refused(session), None, "{text}");
    }
    for ratio in [f64::MIN_POSITIVE, f64::MAX, -f64::EPSILON, 1.0 / 3.0, 1e21, 123_456_789.123_456_79] {
        let mut session = shared()?;
        (session.ratio, session.small) = (ratio, 1.0 / 3.0);
        session.huge = 100_000_000_000_000_000_000;
        assert_eq!(refused(session), None, "{ratio:e}");
    }
    Ok(())
}

#[test]
fn a_value_with_the_digits_of_its_text_is_judged_by_them() -> TestResult {
    let text = "0.30000000000000004440892098500626";
    let value: Value = serde_json::from_str(text)?;
    let is_exact = matches!(&value, Value::Number(number) if number.to_string().len() == text.len());
    assert_eq!(is_exact, cfg!(feature = "arbitrary_precision"));
    let mut session = shared()?;
    session.value = value;
    assert_eq!(refused(session), is_exact.then_some("value"));
    Ok(())
}

#[test]
fn a_token_for_javascript_is_judged_too() {
    let seal = |text: &str| fe26::seal(&keys()?, &raw(text)?, None, at(NOW)).map_err(Box::from);
    for text in ROUNDED {
        let refused: TestResult<String> = seal(text);
        assert!(refused.is_err_and(|error| error.to_string().contains("would round")), "{text}");
    }
    assert!(seal("[0.5, 9007199254740991]").is_ok());
}

#[test]
fn a_native_session_keeps_every_digit() -> TestResult {
    for text in ROUNDED {
        let mut session = sessions::<Own>()?.load(&HeaderMap::new());
        session.set_raw(raw(text)?);
        session.rest_mut().insert("rest".to_owned(), raw(text)?);
        session.value = serde_json::from_str("9007199254740993")?;
        let back = sessions::<Own>()?.load(&cookies([format!("own={}", saved(&mut session))]));
        assert_eq!(back.raw().map(|raw| raw.get()), Some(text));
        assert_eq!(back.rest()["rest"].get(), text);
        assert_eq!(back.value().to_string(), "9007199254740993");
    }
    Ok(())
}

#[test]
fn a_flattened_map_holds_the_numbers_that_a_member_may_hold() -> TestResult {
    #[derive(IronSession)]
    #[iron(cookie = "flat", max_age = "1h")]
    struct Flat {
        #[iron(flatten)]
        rest: BTreeMap<u32, u128>,
    }
    let mut session = sessions::<Flat>()?.load(&HeaderMap::new());
    session.rest_mut().insert(7, u128::MAX);
    let back = sessions::<Flat>()?.load(&cookies([format!("flat={}", saved(&mut session))]));
    assert_eq!((back.meta().rejection(), back.rest().get(&7)), (None, Some(&u128::MAX)));
    Ok(())
}

#[test]
fn a_float_that_json_cannot_carry_is_refused_with_its_reason() -> TestResult {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut session = shared()?;
        session.ratio = bad;
        match session.set_cookies() {
            Err(Error::Unsealable { member: "ratio", source }) => {
                assert!(source.to_string().starts_with("NaN and infinities have no JSON form"), "{source}");
            }
            other => panic!("{other:?}"),
        }
    }
    Ok(())
}
