//! Every row of `data/fe26.json`. The real iron-session 8.0.4 has read or written each of them, at a fixed
//! time.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use iron_session::{Keyring, Rejection, fe26};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Row {
    name: String,
    kind: String,
    password: Passwords,
    now_ms: u64,
    seal: Option<String>,
    seal_repeat: Option<Repeat>,
    data: Value,
    #[serde(default)]
    data_omitted: bool,
    expect: String,
    plaintext: Option<String>,
    fixed: Option<Fixed>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Passwords {
    /// A password alone, which JavaScript uses under the id 1.
    One(String),
    Several(BTreeMap<String, String>),
}

#[derive(Deserialize)]
struct Repeat {
    head: String,
    unit: String,
    count: usize,
    tail: String,
}

#[derive(Deserialize)]
struct Fixed {
    password_id: String,
    enc_salt: String,
    iv: String,
    mac_salt: String,
    expiration: String,
}

fn rows() -> Vec<Row> {
    let rows: Vec<Row> = serde_json::from_str(include_str!("data/fe26.json")).expect("the vectors parse");
    assert_eq!(rows.len(), 132);
    rows
}

impl Row {
    fn keys(&self) -> Result<Keyring, iron_session::Error> {
        let builder = Keyring::builder();
        match &self.password {
            Passwords::One(password) => builder.fe26_password("1", password),
            Passwords::Several(several) => {
                several.iter().fold(builder, |builder, (id, password)| builder.fe26_password(id, password))
            }
        }
        .build()
    }

    fn text(&self) -> String {
        match (&self.seal, &self.seal_repeat) {
            (Some(seal), _) => seal.clone(),
            (None, Some(repeat)) => repeat.head.clone() + &repeat.unit.repeat(repeat.count) + &repeat.tail,
            (None, None) => panic!("{} has no seal", self.name),
        }
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.now_ms)
    }

    fn open(&self) -> Result<Value, Rejection> {
        let keys = self.keys().map_err(|_| Rejection::UnknownKey)?;
        fe26::open(&keys, &self.text(), self.now())
    }

    /// Rows that iron-session 8 reads and this crate refuses. The tests in `fe26.rs` give the reasons.
    fn is_deliberately_stricter(&self) -> bool {
        self.name.starts_with("suffix \"")
            || ["old format without suffix", "old format, suffix 1", "suffix removed promotes persistent"]
                .contains(&self.name.as_str())
    }
}

#[test]
fn every_sealed_row_is_sealed_to_the_same_text() {
    let mut sealed = 0;
    for row in rows().iter().filter(|row| row.kind == "seal") {
        let fixed = row.fixed.as_ref().expect("rows that are sealed have their random parts");
        let expires_ms =
            (!fixed.expiration.is_empty()).then(|| fixed.expiration.parse().expect("milliseconds"));
        let iv = base64url(&fixed.iv);
        let json = row.plaintext.as_ref().expect("a plaintext").as_bytes();
        let salts = (fixed.enc_salt.as_str(), fixed.mac_salt.as_str());
        let keys = row.keys().expect("passwords that iron-session takes");
        let text = fe26::seal_with_parts(&keys, &fixed.password_id, json, expires_ms, salts, iv);
        assert_eq!(text.ok(), row.seal, "{}", row.name);
        sealed += 1;
    }
    assert_eq!(sealed, 26);
}

fn base64url(text: &str) -> [u8; 16] {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).expect("base64url");
    bytes.try_into().expect("an initialization vector")
}

#[test]
fn every_row_that_opens_is_read() {
    let mut read = 0;
    for row in rows().iter().filter(|row| row.expect == "ok" && !row.is_deliberately_stricter()) {
        if row.data_omitted {
            let keys = row.keys().expect("passwords that iron-session takes");
            let text = fe26::open_text(&keys, &row.text(), row.now());
            assert_eq!(text.ok().as_deref(), row.plaintext.as_ref().map(String::as_bytes), "{}", row.name);
        } else {
            assert_eq!(row.open().as_ref(), Ok(&row.data), "{}", row.name);
        }
        read += 1;
    }
    assert_eq!(read, 54);
}

#[test]
fn every_other_row_is_refused_with_a_reason() {
    for row in rows().iter().filter(|row| row.expect != "ok") {
        assert!(row.open().is_err(), "{}", row.name);
    }
}
