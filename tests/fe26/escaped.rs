//! Fe26.2 seals that a proxy or a client has put into quotes or percent-encoded. iron-session reads them, and
//! so does this crate.

use iron_session::{Rejection, SessionManager};
use serde_json::json;

use super::{Shared, accepting_at, ada, javascript, shared_at};
use crate::common::{NOW, cookies};

fn encoded(seal: &str) -> String {
    seal.replace('*', "%2A").replace('~', "%7E")
}

/// A seal in all the ways in which it may be written.
fn spellings(seal: &str) -> Vec<String> {
    let encoded = encoded(seal);
    let every = seal.chars().fold(String::new(), |text, char| text + &format!("%{:02X}", u32::from(char)));
    let lower = seal.replace('*', "%2a").replace('~', "%7e");
    let stars = seal.replace('*', "%2A");
    let quoted = |text: &str| format!("\"{text}\"");
    vec![
        quoted(seal),
        quoted(&encoded),
        quoted(&stars),
        encoded,
        lower,
        stars,
        seal.replace('~', "%7E"),
        every,
    ]
}

fn user(sessions: &SessionManager<Shared>, value: &str) -> Result<Option<String>, Rejection> {
    let session = sessions.try_load(&cookies([format!("a=1; sid={value}; b=2")]))?;
    Ok(session.user_name().map(str::to_owned))
}

#[test]
fn a_seal_in_quotes_or_percent_encoded_is_read() {
    let renamed = accepting_at(NOW).configure(|config| config.accept_name("old")).expect("sound");
    for spelling in spellings(&ada()) {
        for sessions in [shared_at(NOW), accepting_at(NOW)] {
            assert_eq!(user(&sessions, &spelling), Ok(Some("Ada".to_owned())), "{spelling}");
        }
        let session = renamed.load(&cookies([format!("old={spelling}")]));
        assert_eq!(session.user_name(), Some("Ada"), "{spelling}");
    }
}

#[test]
fn two_spellings_of_one_seal_are_one_session() {
    let seal = ada();
    for spelling in spellings(&seal) {
        let both = cookies([format!("sid={spelling}; sid={seal}")]);
        assert_eq!(accepting_at(NOW).load(&both).user_name(), Some("Ada"), "{spelling}");
    }
}

#[test]
fn parts_in_quotes_or_percent_encoded_are_read() {
    let seal = javascript(&json!({"userName": "Ada", "rest": "x".repeat(3000)}), NOW);
    let (first, second) = seal.split_at(3900);
    for (first, second) in [
        (encoded(first), encoded(second)),
        (format!("\"{first}\""), format!("\"{second}\"")),
        (format!("\"{}\"", encoded(first)), second.to_owned()),
    ] {
        let session = shared_at(NOW).load(&cookies([format!("sid.0={first}; sid.1={second}")]));
        assert_eq!(session.user_name(), Some("Ada"));
    }
}

#[test]
fn a_seal_that_is_escaped_twice_or_badly_is_refused() {
    let seal = ada();
    let twice = encoded(&encoded(&seal).replace('%', "%25"));
    for other in [
        twice,
        format!("\"\"{seal}\"\""),
        format!("\"{seal}"),
        format!("{seal}\""),
        format!("{}%2", encoded(&seal)),
    ] {
        for sessions in [shared_at(NOW), accepting_at(NOW)] {
            assert!(user(&sessions, &other).is_err(), "{other}");
        }
    }
}

/// The four cookies into which iron-session cuts a seal have so many bytes.
#[test]
fn a_text_is_read_up_to_16384_bytes() {
    let long = (11_000..).map(|length| javascript(&json!({ "userName": "x".repeat(length) }), NOW));
    let seal = long.into_iter().find(|seal| seal.len() % 2 == 0).unwrap_or_default();
    // Each escape adds two bytes.
    let with_length = |bytes: usize| {
        let (first, rest) = seal.split_at((bytes - seal.len()) / 2);
        let escaped: Vec<String> = first.bytes().map(|byte| format!("%{byte:02X}")).collect();
        escaped.concat() + rest
    };
    for sessions in [shared_at(NOW), accepting_at(NOW)] {
        assert!(user(&sessions, &with_length(16_384)).is_ok());
        assert_eq!(user(&sessions, &with_length(16_386)), Err(Rejection::Malformed));
    }
}
