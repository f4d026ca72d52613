//! A seal opens only as it was written: unchanged to the last bit, under its own key, and for its own cookie
//! name and purpose.

use iron_session::seal::{self, Binding, Record};
use iron_session::{Keyring, Rejection};
use proptest::prelude::*;

use crate::common::{K1, K2, NOW, TestResult, Visit, cookies, keys, sessions_at, sessions_under, v};
use crate::reference;

const BINDING: Binding<'static> = Binding { purpose: seal::SESSION, name: "__Host-s" };
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn open(text: impl AsRef<[u8]>) -> Result<Vec<u8>, Rejection> {
    seal::open(&keys(), BINDING, NOW, text.as_ref()).map(|opened| opened.json().to_vec())
}

fn sealed(keys: &Keyring, binding: Binding<'_>) -> String {
    let now = u32::try_from(NOW).expect("before 2106");
    let record = Record { created: now, issued: now, expires: now + 60, ..Record::default() };
    seal::seal(keys, binding, &record, b"{\"user_id\":7}").expect("a small token")
}

fn rejection(cookie: &str) -> Option<Rejection> {
    sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={cookie}")])).meta().rejection()
}

#[test]
fn padding_is_malformed() {
    assert_eq!(open(v() + "="), Err(Rejection::Malformed));
}

#[test]
fn letters_of_the_standard_base64_alphabet_are_malformed() {
    let text = (0..1000).map(|_| v()).find(|text| text.contains(['-', '_'])).expect("one has such a letter");
    assert!(open(&text).is_ok());
    assert_eq!(open(text.replace('-', "+").replace('_', "/")), Err(Rejection::Malformed));
}

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

#[test]
fn a_newline_at_the_end_is_malformed() {
    assert_eq!(open(v() + "\n"), Err(Rejection::Malformed));
}

#[test]
fn a_length_that_base64_cannot_have_is_malformed() {
    let mut text = v();
    while text.len() % 4 != 1 {
        text.push('A');
    }
    assert_eq!(open(text), Err(Rejection::Malformed));
}

#[test]
fn fewer_than_96_characters_are_malformed() {
    assert_eq!(open("A".repeat(95)), Err(Rejection::Malformed));
    assert_ne!(open("A".repeat(96)), Err(Rejection::Malformed));
}

#[test]
fn a_seal_and_a_name_of_more_than_4096_characters_are_malformed() {
    let most = 4096 - BINDING.name.len();
    assert_eq!(open("AQ".repeat(most / 2)), Err(Rejection::UnknownKey));
    assert_eq!(open("A".repeat(most + 1)), Err(Rejection::Malformed));
}

#[test]
fn a_megabyte_is_refused_without_allocating() {
    let text = "A".repeat(1 << 20);
    let used = allocation_counter::measure(|| assert_eq!(open(&text), Err(Rejection::Malformed)));
    assert_eq!(used.count_total, 0);
}

#[test]
fn a_seal_with_any_one_bit_flipped_never_opens() {
    let mut text = v().into_bytes();
    for bit in 0..8 * text.len() {
        text[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&text).is_err(), "bit {bit}");
        text[bit / 8] ^= 1 << (bit % 8);
    }
    assert!(open(&text).is_ok());
}

#[test]
fn a_seal_cut_to_any_length_never_opens() {
    let text = v();
    for length in 0..text.len() {
        assert!(open(&text[..length]).is_err(), "{length} characters");
        assert!(open(&text[text.len() - length..]).is_err(), "the last {length} characters");
    }
}

#[test]
fn a_seal_with_any_byte_appended_never_opens() {
    for byte in 0..=255 {
        let mut text = v().into_bytes();
        text.push(byte);
        assert!(open(text).is_err(), "byte {byte}");
    }
}

#[test]
fn versions_0_2_and_255_are_unsupported() {
    // The first two characters are the version and the first bits of the key tag.
    for version in ["AA", "Ag", "_w"] {
        let text = version.to_owned() + &v()[2..];
        assert_eq!(open(text), Err(Rejection::UnsupportedVersion));
    }
}

#[test]
fn the_key_tag_of_another_key_is_an_unknown_key() -> TestResult {
    let other = sealed(&Keyring::from_key(&K2)?, BINDING);
    // The 17 bytes of version and key tag take 22 characters and four bits of the next one. Its other two
    // bits belong to the nonce.
    let text = other[..22].to_owned() + &v()[22..];
    assert_eq!(open(text), Err(Rejection::UnknownKey));
    Ok(())
}

#[test]
fn the_nonce_or_ciphertext_of_another_seal_is_forged() {
    let (a, b) = (sealed(&keys(), BINDING), sealed(&keys(), BINDING));
    // The 55th character holds the end of the header and the beginning of the ciphertext. Cut before it and
    // after it.
    for cut in [54, 55] {
        assert_eq!(open(a[..cut].to_owned() + &b[cut..]), Err(Rejection::Forged));
    }
    assert_eq!(open(a[..24].to_owned() + &b[24..54] + &a[54..]), Err(Rejection::Forged));
}

#[test]
fn all_zero_bits_and_all_one_bits_are_an_unsupported_version() {
    let length = v().len();
    assert_eq!(open("A".repeat(length)), Err(Rejection::UnsupportedVersion));
    assert_eq!(open("_".repeat(length / 4 * 4)), Err(Rejection::UnsupportedVersion));
}

#[test]
fn random_texts_never_open() {
    // A small generator (xorshift), because a million draws from a cryptographic one would take most of the
    // time.
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let header = &v()[..22];
    let mut text = header.as_bytes().to_vec();
    for round in 0..1_000_000_u32 {
        // One round in eight keeps the version and the key tag, so that the text also reaches the cipher.
        let kept = if round % 8 == 0 { 22 } else { 0 };
        let length = 96 + usize::try_from(next() % 64).expect("small");
        text.resize(length, b'A');
        text[..22].copy_from_slice(header.as_bytes());
        for letter in &mut text[kept..] {
            *letter = ALPHABET[usize::try_from(next() >> 58).expect("six bits")];
        }
        assert!(open(&text).is_err());
    }
}

#[test]
fn an_unknown_flag_is_an_unsupported_version() {
    let now = u32::try_from(NOW).expect("before 2106");
    let text = |flags| {
        let record = reference::record(flags, [now, now, now + 60], 0, b"{\"user_id\":7}");
        reference::seal(&K1, seal::SESSION, BINDING.name, &record)
    };
    assert_eq!(rejection(&text(0)), None);
    for bit in 3..8 {
        assert_eq!(rejection(&text(1 << bit)), Some(Rejection::UnsupportedVersion), "bit {bit}");
    }
}

#[test]
fn times_in_the_wrong_order_are_malformed() {
    let now = u32::try_from(NOW).expect("before 2106");
    for times in [[now + 1, now, now + 60], [now, now, now], [now, now + 9, now + 9], [now, now + 9, now + 8]]
    {
        let record = reference::record(0, times, 0, b"{}");
        let text = reference::seal(&K1, seal::SESSION, BINDING.name, &record);
        assert_eq!(rejection(&text), Some(Rejection::Malformed), "{times:?}");
    }
}

#[test]
fn our_seals_equal_those_of_the_second_sealer_for_names_of_any_length() -> TestResult {
    let now = u32::try_from(NOW)?;
    let json = b"{\"user_id\":7}";
    let record = Record { created: now, issued: now, expires: now + 60, schema: 3, ..Record::default() };
    let inner = reference::record(0, [now, now, now + 60], 3, json);
    for length in [0, 1, 8, 84, 85, 86, 87, 200, 3900] {
        let name = "n".repeat(length);
        let binding = Binding { purpose: seal::SESSION, name: &name };
        let ours = seal::seal_with_nonce(&keys(), binding, &record, json, &[7; 24])?;
        assert_eq!(ours, reference::seal(&K1, seal::SESSION, &name, &inner), "{length}");
        assert_eq!(seal::open(&keys(), binding, NOW, ours.as_bytes())?.json(), json, "{length}");
        if let Some(begin) = name.strip_suffix('n') {
            let other = Binding { name: &format!("{begin}m"), ..binding };
            assert_eq!(seal::open(&keys(), other, NOW, ours.as_bytes()).err(), Some(Rejection::Forged));
        }
    }
    Ok(())
}

#[test]
fn a_name_that_leaves_no_room_for_a_seal_is_refused() {
    let record = Record { created: 1, issued: 1, expires: u32::MAX, ..Record::default() };
    for length in [4000, 4001, 4096, 70_000] {
        let name = "n".repeat(length);
        let binding = Binding { purpose: seal::SESSION, name: &name };
        let sealed = seal::seal(&keys(), binding, &record, b"");
        assert_eq!(sealed.is_ok(), length == 4000, "{length}");
        let opened = seal::open(&keys(), binding, NOW, v().as_bytes());
        assert_eq!(opened.err(), Some(Rejection::Malformed), "{length}");
    }
}

#[test]
fn a_seal_made_for_another_cookie_name_is_forged() {
    let text = sealed(&keys(), Binding { name: "__Host-admin", ..BINDING });
    assert_eq!(rejection(&text), Some(Rejection::Forged));
}

#[test]
fn a_seal_made_for_another_purpose_is_forged() {
    let text = sealed(&keys(), Binding { purpose: "email-change", ..BINDING });
    assert_eq!(rejection(&text), Some(Rejection::Forged));
}

#[test]
fn letters_moved_between_name_and_purpose_make_a_seal_forged() {
    let text = sealed(&keys(), Binding { name: "a", purpose: "bc" });
    for (name, purpose) in [("ab", "c"), ("", "abc"), ("abc", ""), ("bc", "a")] {
        let opened = seal::open(&keys(), Binding { purpose, name }, NOW, text.as_bytes());
        assert_eq!(opened.err(), Some(Rejection::Forged), "{name} {purpose}");
    }
}

#[test]
fn a_seal_of_another_context_has_an_unknown_key() -> TestResult {
    let app = |context: &str| Keyring::builder().context(context).key(&K1).build();
    let text = sealed(&app("shop.example/prod")?, BINDING);
    for other in ["shop.example/staging", ""] {
        let session = sessions_under::<Visit>(app(other)?, NOW).load(&cookies([format!("__Host-s={text}")]));
        assert_eq!(session.meta().rejection(), Some(Rejection::UnknownKey));
    }
    let session =
        sessions_under::<Visit>(app("shop.example/prod")?, NOW).load(&cookies([format!("__Host-s={text}")]));
    assert_eq!(session.user_id(), 7);
    Ok(())
}

#[test]
fn a_magic_link_is_no_session_and_a_session_no_magic_link() {
    let link = Binding { purpose: "magic-link", name: "" };
    let token = sealed(&keys(), link);
    assert!(seal::open(&keys(), link, NOW, token.as_bytes()).is_ok());
    assert_eq!(rejection(&token), Some(Rejection::Forged));
    assert_eq!(seal::open(&keys(), link, NOW, v().as_bytes()).err(), Some(Rejection::Forged));
}

#[test]
fn a_password_and_a_raw_key_of_the_same_bytes_are_different_keys() -> TestResult {
    // Bytes that are text, but not text that could be typed.
    let raw: [u8; 32] = "mossy-Kettle\u{7f}-58-violin-harbor-Q".as_bytes().try_into()?;
    let by_key = sealed(&Keyring::from_key(&raw)?, BINDING);
    let by_password = Keyring::from_password(std::str::from_utf8(&raw)?)?;
    let opened = seal::open(&by_password, BINDING, NOW, by_key.as_bytes());
    assert_eq!(opened.err(), Some(Rejection::UnknownKey));
    Ok(())
}

proptest! {
    #[test]
    fn a_changed_seal_never_opens(
        at in any::<prop::sample::Index>(),
        letter in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let text = v().into_bytes();
        let mut replaced = text.clone();
        let at = at.index(text.len());
        replaced[at] = letter;
        prop_assert_eq!(open(&replaced).is_ok(), replaced == text);
        let mut inserted = text.clone();
        inserted.insert(at, letter);
        prop_assert!(open(&inserted).is_err());
        let mut removed = text.clone();
        removed.remove(at);
        prop_assert!(open(&removed).is_err());
        let cut = cut.index(text.len());
        let rotated = [&text[cut..], &text[..cut]].concat();
        prop_assert_eq!(open(&rotated).is_ok(), rotated == text);
    }

    #[test]
    fn no_text_makes_open_panic(text in prop::collection::vec(any::<u8>(), 0..5000), now in any::<u64>()) {
        prop_assert!(seal::open(&keys(), BINDING, now, &text).is_err());
    }
}
