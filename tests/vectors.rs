//! Every row of `data/native.json`. An independent program, written from the page `seal_format`, made them.

use std::collections::HashMap;
use std::time::Duration;

use iron_session::seal::{self, Binding, Record};
use iron_session::{Keyring, Rejection};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Row {
    name: String,
    key: KeyOf,
    purpose: String,
    cookie: String,
    now: u64,
    nonce_hex: String,
    created: u32,
    issued: u32,
    expires: u32,
    schema: u16,
    id_hex: Option<String>,
    transient: bool,
    own_length: Option<u32>,
    json: String,
    seal: String,
    key_tag_hex: String,
    expect: String,
    #[serde(default)]
    open_with: Reader,
}

/// What is different when the seal is opened.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Reader {
    key: Option<KeyOf>,
    keyring: Option<Vec<KeyOf>>,
    cookie: Option<String>,
    purpose: Option<String>,
    max_age: Option<u64>,
    absolute_timeout: Option<u64>,
    schema: Option<u16>,
}

#[derive(Clone, Deserialize, PartialEq, Eq, Hash)]
struct KeyOf {
    password: Option<String>,
    raw_hex: Option<String>,
    context: String,
}

fn rows() -> Vec<Row> {
    let rows: Vec<Row> = serde_json::from_str(include_str!("data/native.json")).expect("the vectors parse");
    assert_eq!(rows.len(), 160);
    rows
}

/// The keyrings that are built already, because each password takes a run of Argon2id.
#[derive(Default)]
struct Keyrings(HashMap<Vec<KeyOf>, Keyring>);

impl Keyrings {
    /// The first key seals, and the others are previous keys. Opening treats all of them alike.
    fn of(&mut self, keys: &[KeyOf]) -> Keyring {
        self.0.entry(keys.to_vec()).or_insert_with(|| build(keys)).clone()
    }

    fn reader(&mut self, row: &Row) -> Keyring {
        match (&row.open_with.keyring, &row.open_with.key) {
            (Some(several), _) => self.of(several),
            (None, Some(other)) => self.of(std::slice::from_ref(other)),
            (None, None) => self.of(std::slice::from_ref(&row.key)),
        }
    }
}

fn build(keys: &[KeyOf]) -> Keyring {
    let mut builder = Keyring::builder();
    for (at, key) in keys.iter().enumerate() {
        builder = builder.context(key.context.clone());
        builder = match (&key.password, &key.raw_hex) {
            (Some(password), _) if at == 0 => builder.password(password),
            (Some(password), _) => builder.previous_password(password),
            (None, raw) => {
                let raw = unhex(raw.as_deref().expect("a password or a raw key"));
                if at == 0 { builder.key(&raw) } else { builder.previous_key(&raw) }
            }
        };
    }
    builder.build().expect("the keys of the vectors are strong")
}

fn unhex<const N: usize>(hex: &str) -> [u8; N] {
    assert_eq!(hex.len(), 2 * N);
    std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex"))
}

/// What opening the seal of a row gives: the JSON, or the name of the reason.
fn open(row: &Row, keys: &Keyring) -> Result<Value, &'static str> {
    let reader = &row.open_with;
    let binding = Binding {
        purpose: reader.purpose.as_deref().unwrap_or(&row.purpose),
        name: reader.cookie.as_deref().unwrap_or(&row.cookie),
    };
    let max_age = reader.max_age.map_or(Duration::MAX, Duration::from_secs);
    let absolute_timeout = reader.absolute_timeout.map(Duration::from_secs);
    seal::open(keys, binding, row.now, row.seal.as_bytes())
        .and_then(|opened| opened.within(row.now, max_age, absolute_timeout))
        .and_then(|opened| {
            if opened.record() == record(row) {
                opened.parse(reader.schema.unwrap_or(row.schema))
            } else {
                panic!("{}: opened another record: {:?}", row.name, opened.record())
            }
        })
        .map_err(reason)
}

fn record(row: &Row) -> Record {
    Record {
        created: row.created,
        issued: row.issued,
        expires: row.expires,
        schema: row.schema,
        id: row.id_hex.as_deref().map(unhex),
        transient: row.transient,
        own_length: row.own_length,
    }
}

fn reason(rejection: Rejection) -> &'static str {
    match rejection {
        Rejection::Malformed => "malformed",
        Rejection::UnsupportedVersion => "unsupported_version",
        Rejection::UnknownKey => "unknown_key",
        Rejection::Forged => "forged",
        Rejection::NotYetValid => "not_yet_valid",
        Rejection::Expired => "expired",
        Rejection::NewerSchema { .. } => "newer_schema",
        Rejection::Payload { .. } => "payload",
        other => panic!("no row asks for {other:?}"),
    }
}

/// S13
#[test]
fn every_row_opens_or_is_refused_for_its_reason() {
    let mut keyrings = Keyrings::default();
    for row in rows() {
        let keys = keyrings.reader(&row);
        let result = open(&row, &keys);
        if row.expect == "ok" {
            let json: Value = serde_json::from_str(&row.json).expect("rows that open hold JSON");
            assert_eq!(result, Ok(json), "{}", row.name);
        } else {
            assert_eq!(result, Err(row.expect.as_str()), "{}", row.name);
        }
    }
}

/// S13
#[test]
fn every_row_that_opens_is_sealed_to_the_same_text() {
    let mut keyrings = Keyrings::default();
    let mut sealed = 0;
    for row in rows().iter().filter(|row| row.expect == "ok") {
        let keys = keyrings.of(std::slice::from_ref(&row.key));
        let binding = Binding { purpose: &row.purpose, name: &row.cookie };
        let nonce = unhex(&row.nonce_hex);
        let text = seal::seal_with_nonce(&keys, binding, &record(row), row.json.as_bytes(), &nonce);
        assert_eq!(text.as_deref().ok(), Some(row.seal.as_str()), "{}", row.name);
        let tag = &row.key_tag_hex[..8];
        assert!(format!("{keys:?}").contains(tag), "{}: {keys:?} has no key tag {tag}", row.name);
        sealed += 1;
    }
    assert_eq!(sealed, 39);
}

#[test]
fn every_row_that_opens_is_refused_after_any_one_bit_of_its_text_changed() {
    let mut keyrings = Keyrings::default();
    for row in rows().iter().filter(|row| row.expect == "ok") {
        let keys = keyrings.reader(row);
        let binding = Binding { purpose: &row.purpose, name: &row.cookie };
        let mut text = row.seal.clone().into_bytes();
        for bit in 0..8 * text.len() {
            text[bit / 8] ^= 1 << (bit % 8);
            let opened = seal::open(&keys, binding, row.now, &text);
            assert!(opened.is_err(), "{}: opens with bit {bit} changed", row.name);
            text[bit / 8] ^= 1 << (bit % 8);
        }
    }
}
