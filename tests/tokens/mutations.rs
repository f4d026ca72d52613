//! A token that was changed does not open.

use iron_session::Rejection;

use super::{MagicLink, link, opened, sealed, tokens_at};
use crate::common::{ALPHABET, NOW, Numbers, TestResult};

/// One of several changes to a text.
pub(crate) fn mutated(text: &str, numbers: &mut Numbers) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = numbers.below(bytes.len());
    match numbers.below(6) {
        0 => bytes[at] = ALPHABET[numbers.below(ALPHABET.len())],
        1 => bytes.insert(at, ALPHABET[numbers.below(ALPHABET.len())]),
        2 => drop(bytes.remove(at)),
        3 => bytes.truncate(at),
        4 => bytes.swap(at, text.len() - 1 - at),
        _ => bytes.extend_from_within(at..),
    }
    String::from_utf8(bytes).expect("ASCII")
}

#[test]
fn a_thousand_changed_texts_are_refused() {
    let (text, mut numbers) = (sealed(&link()), Numbers(0x9E37_79B9_7F4A_7C15));
    let mut refused = 0;
    while refused < 1000 {
        let changed = mutated(&text, &mut numbers);
        if changed != text {
            assert!(opened::<MagicLink>(&changed).is_err(), "{changed}");
            refused += 1;
        }
    }
    assert_eq!(opened::<MagicLink>(&text), Ok(link()));
}

#[test]
fn a_thousand_changed_texts_are_refused_for_a_bound_token_too() -> TestResult {
    let links = tokens_at::<MagicLink>(NOW);
    let (text, mut numbers) = (links.seal_bound(&link(), "session-7")?.text, Numbers(0xD1B5_4A32_D192_ED03));
    for _ in 0..1000 {
        let changed = mutated(&text, &mut numbers);
        assert!(changed == text || links.open_bound(&changed, "session-7").is_err(), "{changed}");
    }
    Ok(())
}

#[test]
fn what_surrounds_a_text_is_not_trimmed() {
    let text = sealed(&link());
    for around in
        [format!(" {text}"), format!("{text}\n"), format!("{text}="), format!("{text}%20"), String::new()]
    {
        assert_eq!(opened::<MagicLink>(&around), Err(Rejection::Malformed), "{around:?}");
    }
}
