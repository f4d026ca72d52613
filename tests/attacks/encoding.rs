//! Each seal has one text: base64url without padding, in its canonical form, and of a possible length.

use iron_session::Rejection;
use iron_session::seal::{self, Record};

use super::Failing;
use super::integrity::{BINDING, open};
use crate::common::{ALPHABET, NOW, keys, v};

/// E01
#[test]
fn padding_is_malformed() {
    assert_eq!(open(v() + "="), Err(Rejection::Malformed));
}

/// A seal with a letter of base64url that the standard alphabet lacks.
fn with_a_sign() -> String {
    (0..1000).map(|_| v()).find(|text| text.contains(['-', '_'])).expect("one has such a letter")
}

pub(super) fn failing() -> Vec<Failing> {
    let v = v();
    let (rest, last) = v.split_at(v.len() - 1);
    let at = ALPHABET.iter().position(|letter| last.as_bytes() == [*letter]).expect("a letter");
    // Another lowest bit is one that the last letter does not use. The highest bit is one of the seal's.
    let [unused, used] = [1, 32].map(|bit| char::from(ALPHABET[at ^ bit]));
    vec![
        Failing::value("E01", "malformed", format!("{v}=")),
        Failing::value("E02", "malformed", with_a_sign().replace('-', "+").replace('_', "/")),
        Failing::value("E03", "malformed", format!("{rest}{unused}")),
        Failing::value("E05", "malformed", "A".repeat(129)),
        Failing::value("E06", "forged", format!("{rest}{used}")),
        Failing::value("E07", "malformed", "A".repeat(95)),
        Failing::value("E08", "malformed", "A".repeat(4097 - BINDING.name.len())),
        Failing::value("E09", "malformed", "A".repeat(1 << 20)),
    ]
}

/// E02
#[test]
fn letters_of_the_standard_base64_alphabet_are_malformed() {
    let text = with_a_sign();
    assert!(open(&text).is_ok());
    assert_eq!(open(text.replace('-', "+").replace('_', "/")), Err(Rejection::Malformed));
}

/// E03, E06
#[test]
fn of_all_last_characters_only_one_opens() {
    for json in ["{}", "{ }", "{  }"] {
        let now = u32::try_from(NOW).expect("before 2106");
        let record = Record { created: now, issued: now, expires: now + 60, ..Record::default() };
        let text = seal::seal(&keys(), BINDING, &record, json.as_bytes()).expect("a small token");
        let opening = ALPHABET.iter().filter(|&&last| {
            let mut text = text.clone().into_bytes();
            *text.last_mut().expect("not empty") = last;
            open(text).is_ok()
        });
        assert_eq!(opening.count(), 1, "{json}");
    }
}

/// E04
#[test]
fn a_newline_at_the_end_is_malformed() {
    assert_eq!(open(v() + "\n"), Err(Rejection::Malformed));
}

/// E05
#[test]
fn a_length_that_base64_cannot_have_is_malformed() {
    let mut text = v();
    while text.len() % 4 != 1 {
        text.push('A');
    }
    assert_eq!(open(text), Err(Rejection::Malformed));
}

/// E07
#[test]
fn fewer_than_96_characters_are_malformed() {
    assert_eq!(open("A".repeat(95)), Err(Rejection::Malformed));
    assert_ne!(open("A".repeat(96)), Err(Rejection::Malformed));
}

/// E08
#[test]
fn a_seal_and_a_name_of_more_than_4096_characters_are_malformed() {
    let most = 4096 - BINDING.name.len();
    assert_eq!(open("AQ".repeat(most / 2)), Err(Rejection::UnknownKey));
    assert_eq!(open("A".repeat(most + 1)), Err(Rejection::Malformed));
}

/// E09
#[test]
fn a_megabyte_is_refused_without_allocating() {
    let text = "A".repeat(1 << 20);
    // The first call in the process makes the keys of all tests.
    drop(keys());
    let used = allocation_counter::measure(|| assert_eq!(open(&text), Err(Rejection::Malformed)));
    assert_eq!(used.count_total, 0);
}
