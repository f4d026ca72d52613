//! Values that one side seals and the other opens, and seals that neither side opens.

use std::time::{Duration, SystemTime};

use iron_session::{Keyring, Rejection, fe26};
use serde_json::{Value, json};

use super::random::{Random, same};
use super::sealer::Sealer;
use super::{NEXT_PASSWORD, PASSWORD, VERSIONS};

const HOUR: Duration = Duration::from_secs(3600);
const VALUES: u64 = 1000;

fn keys(id: &str, password: &str) -> Keyring {
    Keyring::builder().fe26_password(id, password).build().expect("a sound password")
}

fn open(keys: &Keyring, text: &str) -> Result<Value, Rejection> {
    fe26::open(keys, text, SystemTime::now())
}

fn sealed(keys: &Keyring, value: &Value, ttl: Option<Duration>, now: SystemTime) -> String {
    fe26::seal(keys, value, ttl, now).expect("a value that JavaScript keeps")
}

/// Random objects with their seeds. A test that fails prints the seed.
fn objects() -> impl Iterator<Item = (u64, Value)> {
    (0..VALUES).map(|seed| (seed, Random::new(seed).object(4)))
}

/// F02
#[test]
fn what_node_seals_rust_reads() {
    let (mut sealer, keys) = (Sealer::start(), keys("1", PASSWORD));
    for version in VERSIONS {
        for (seed, value) in objects() {
            let text = sealer.seal(version, &value, &json!(PASSWORD), 3600);
            let read = open(&keys, &text);
            let read = read.unwrap_or_else(|reason| panic!("seed {seed} by {version}: {reason} {value}"));
            assert!(same(&read, &value), "seed {seed} by {version}: {read} for {value}");
        }
    }
}

/// F01
#[test]
fn what_rust_seals_node_reads() {
    let (mut sealer, keys) = (Sealer::start(), keys("1", PASSWORD));
    for version in VERSIONS {
        for (seed, value) in objects() {
            let text = sealed(&keys, &value, Some(HOUR), SystemTime::now());
            let read = sealer.open(version, &text, &json!(PASSWORD));
            assert!(same(&read, &value), "seed {seed} to {version}: {read} for {value}");
        }
    }
}

/// Node seals a value, Rust opens and seals it again, and Node opens it. The value is still the same.
#[test]
fn rust_can_seal_again_what_it_read_from_node() {
    let (mut sealer, keys) = (Sealer::start(), keys("1", PASSWORD));
    for version in VERSIONS {
        for (seed, value) in objects() {
            let text = sealer.seal(version, &value, &json!(PASSWORD), 3600);
            let read = open(&keys, &text).expect("it was sealed just now");
            let again = fe26::seal(&keys, &read, Some(HOUR), SystemTime::now());
            let again = again.unwrap_or_else(|error| panic!("seed {seed} by {version}: {error:?} {read}"));
            let read = sealer.open(version, &again, &json!(PASSWORD));
            assert!(same(&read, &value), "seed {seed} by {version}: {read} for {value}");
        }
    }
}

#[test]
fn passwords_of_any_length_and_script_work() {
    let passwords = [
        // HMAC hashes a key that is longer than 64 bytes.
        "k".repeat(32) + &"7".repeat(31),
        "k".repeat(32) + &"7".repeat(32),
        "k".repeat(32) + &"7".repeat(33),
        "correct horse battery staple ".repeat(70),
        "пароль-из-тридцати-двух-символов!".to_owned(),
        "\u{1f511}".repeat(16),
        "e\u{301}\u{e9}\0\u{ffff}\"\\ spaces at both ends count ".to_owned(),
    ];
    let mut sealer = Sealer::start();
    let value = json!({ "userName": "Ada" });
    for password in &passwords {
        let keys = keys("1", password);
        for version in VERSIONS {
            let text = sealer.seal(version, &value, &json!(password), 3600);
            assert_eq!(open(&keys, &text).as_ref(), Ok(&value), "{password:?} by {version}");
            let text = sealed(&keys, &value, Some(HOUR), SystemTime::now());
            assert_eq!(sealer.open(version, &text, &json!(password)), value, "{password:?} to {version}");
        }
    }
}

#[test]
fn the_highest_number_seals_and_the_id_in_the_seal_opens() {
    let mut sealer = Sealer::start();
    let passwords = json!({ "9": PASSWORD, "10": NEXT_PASSWORD, "2": PASSWORD });
    let keys = Keyring::builder().fe26_password("9", PASSWORD).fe26_password("10", NEXT_PASSWORD);
    let keys = keys.fe26_password("2", PASSWORD).build().expect("sound passwords");
    let value = json!([1, "two"]);
    for version in VERSIONS {
        let text = sealer.seal(version, &json!({ "a": value }), &passwords, 60);
        assert!(text.starts_with("Fe26.2*10*"), "{text}");
        assert_eq!(open(&keys, &text), Ok(json!({ "a": value })));
        let text = sealed(&keys, &json!({ "a": value }), Some(HOUR), SystemTime::now());
        assert!(text.starts_with("Fe26.2*10*"), "{text}");
        assert_eq!(sealer.open(version, &text, &passwords), json!({ "a": value }));
        // A reader without this id does not even try the right password.
        assert_eq!(sealer.open(version, &text, &json!({ "9": NEXT_PASSWORD })), json!({}));
        let text = sealer.seal(version, &value, &json!({ "11": PASSWORD }), 60);
        assert_eq!(open(&keys, &text), Err(Rejection::UnknownKey));
    }
}

/// `ttl: 0` makes a seal without an end. Its sixth field is empty.
#[test]
fn a_seal_without_an_end_is_read_in_a_hundred_years() {
    let (mut sealer, keys) = (Sealer::start(), keys("1", PASSWORD));
    let value = json!({ "token": "é" });
    let later = SystemTime::now() + HOUR * 24 * 36_525;
    for version in VERSIONS {
        let text = sealer.seal(version, &value, &json!(PASSWORD), 0);
        assert!(text.contains("**"), "{text}");
        assert_eq!(fe26::open(&keys, &text, later).as_ref(), Ok(&value));
        let text = sealed(&keys, &value, None, SystemTime::now());
        assert!(text.contains("**"), "{text}");
        assert_eq!(sealer.open(version, &text, &json!(PASSWORD)), value);
    }
}

/// Both sides still open a seal up to a minute after its end. The first case is half a minute after it, so
/// that the time of the test itself does not matter.
#[test]
fn an_expired_seal_is_refused_by_both() {
    let (mut sealer, keys) = (Sealer::start(), keys("1", PASSWORD));
    let value = json!({ "userName": "Ada" });
    for version in VERSIONS {
        for (age, expected) in [(30, Ok(&value)), (61, Err(&Rejection::Expired))] {
            let node = sealer.seal(version, &value, &json!(PASSWORD), -age);
            assert_eq!(open(&keys, &node).as_ref(), expected, "{age} s ago, by {version}");
            let past = SystemTime::now() - Duration::from_secs(age.unsigned_abs()) - HOUR;
            let rust = sealed(&keys, &value, Some(HOUR), past);
            let refused = json!({});
            let expected = expected.unwrap_or(&refused);
            assert_eq!(&sealer.open(version, &rust, &json!(PASSWORD)), expected, "{age} s ago, to {version}");
        }
    }
}

#[test]
fn a_seal_with_another_character_anywhere_is_refused() {
    let (mut sealer, keys) = (Sealer::start(), keys("1", PASSWORD));
    for version in VERSIONS {
        let text = sealer.seal(version, &json!({ "admin": false }), &json!(PASSWORD), 3600);
        for at in 0..text.len() {
            let (start, end) = (&text[..at], &text[at + 1..]);
            for other in ["", "A", "B", "0", "1", "*", "~", "=", "\u{e9}"] {
                let tampered = format!("{start}{other}{end}");
                assert!(tampered == text || open(&keys, &tampered).is_err(), "{tampered} by {version}");
            }
            assert!(open(&keys, start).is_err(), "cut to {start}");
        }
    }
}

/// F03
#[test]
fn a_seal_of_h3_is_read_when_asked_for() {
    let (mut sealer, keys) = (Sealer::start(), keys("default", PASSWORD));
    let value = json!({ "user": { "login": "Ada 🧭" }, "visits": 3 });
    for max_age in [0, 3600] {
        let text = sealer.seal_by_h3(&value, PASSWORD, max_age);
        let read: Value = fe26::open_h3(&keys, &text, SystemTime::now()).expect("it was sealed just now");
        assert_eq!(read["data"], value);
        assert!(read["id"].is_string() && read["createdAt"].is_u64(), "{read}");
        assert_eq!(open(&keys, &text), Err(Rejection::Malformed));
        assert_eq!(
            open(&keys, &format!("{text}~2")),
            Err(Rejection::OtherPassword),
            "its rounds give another key"
        );
    }
    let text = sealer.seal_by_h3(&value, PASSWORD, -61);
    let read: Result<Value, _> = fe26::open_h3(&keys, &text, SystemTime::now());
    assert_eq!(read, Err(Rejection::Expired));
    let text = sealer.seal("9", &value, &json!(PASSWORD), 3600);
    let one_round: Result<Value, _> = fe26::open_h3(&self::keys("1", PASSWORD), &text, SystemTime::now());
    assert_eq!(one_round, Err(Rejection::Forged));
}
