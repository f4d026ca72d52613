//! How long a token may be.

use iron_session::{Error, IronToken, Rejection};

use super::{opened, sealed, tokens_at};
use crate::common::{NOW, TestResult};

#[derive(IronToken, Clone, Debug, PartialEq)]
#[iron(purpose = "note", max_age = "1h")]
struct Note {
    text: String,
    number: u8,
}

fn note(chars: usize) -> Note {
    Note { text: "x".repeat(chars), number: 7 }
}

/// The characters of a text whose token has `length` of them, as far as base64 has such a length.
fn chars_of(length: usize) -> usize {
    let overhead = 41 + 15 + 16 + 16 + r#"{"text":"","number":7}"#.len();
    length * 3 / 4 - overhead
}

#[test]
fn a_token_has_at_most_4096_characters_whatever_it_is_bound_to() -> TestResult {
    let tokens = tokens_at::<Note>(NOW);
    for to in ["session-7".to_owned(), "x".repeat(3000)] {
        for length in [4095, 4096] {
            let note = note(chars_of(length));
            let text = tokens.seal_bound(&note, &to)?.text;
            assert_eq!(text.len(), length);
            assert_eq!(tokens.open_bound(&text, &to)?.token, note);
        }
        let refused = tokens.seal_bound(&note(chars_of(4096) + 1), &to).err();
        assert!(matches!(refused, Some(Error::TokenTooLarge(_))), "{refused:?}");
    }
    assert_eq!(sealed(&note(chars_of(4096))).len(), 4096);
    Ok(())
}

#[test]
fn one_that_is_too_long_names_its_largest_members() {
    let Err(error) = tokens_at::<Note>(NOW).seal(&note(chars_of(4096) + 1)) else {
        panic!("it has 4098 characters");
    };
    assert_eq!(
        error.to_string(),
        "the token would be 2 characters over the 4096 that readers take; largest members: `text` 2965 bytes, \
         `number` 1 bytes; keep large data elsewhere and only its key in the token"
    );
}

#[test]
fn a_text_of_more_than_4096_characters_is_malformed_before_it_is_decoded() {
    assert_eq!(opened::<Note>(&"A".repeat(4096)), Err(Rejection::UnsupportedVersion));
    assert_eq!(opened::<Note>(&"A".repeat(4097)), Err(Rejection::Malformed));
    assert_eq!(opened::<Note>(&"A".repeat(1_000_000)), Err(Rejection::Malformed));
}
