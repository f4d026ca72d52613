//! A seal opens only as it was written: unchanged to the last bit, and under its own key.

use iron_session::seal::{self, Binding, Record};
use iron_session::{Keyring, Rejection};
use proptest::prelude::*;

use super::{Failing, two_keys};
use crate::common::{
    ALPHABET, K1, K2, NOW, Numbers, TestResult, Visit, cookies, keys, sessions_at, sessions_under, v,
    with_other_letter,
};
use crate::reference;

pub(super) const BINDING: Binding<'static> = Binding { purpose: seal::SESSION, name: "__Host-s" };

pub(super) fn open(text: impl AsRef<[u8]>) -> Result<Vec<u8>, Rejection> {
    seal::open(&keys(), BINDING, NOW, text.as_ref()).map(|opened| opened.json().to_vec())
}

pub(super) fn sealed(keys: &Keyring, binding: Binding<'_>) -> String {
    let now = u32::try_from(NOW).expect("before 2106");
    let record = Record { created: now, issued: now, expires: now + 60, ..Record::default() };
    seal::seal(keys, binding, &record, b"{\"user_id\":7}").expect("a small token")
}

pub(super) fn rejection(cookie: &str) -> Option<Rejection> {
    sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={cookie}")])).meta().rejection()
}

/// The seal of a record with these flags and times, by the second sealer.
pub(super) fn with_record(flags: u8, times: [u64; 3]) -> String {
    let times = times.map(|secs| u32::try_from(secs).expect("before 2106"));
    let record = reference::record(flags, times, 0, b"{\"user_id\":7}");
    reference::seal(&K1, seal::SESSION, BINDING.name, &record)
}

pub(super) fn failing() -> Vec<Failing> {
    let (a, b) = (sealed(&keys(), BINDING), sealed(&keys(), BINDING));
    let (length, other) = (a.len(), Keyring::from_key(&K2).expect("a varied key"));
    let foreign = sealed(&other, BINDING);
    vec![
        Failing::value("S01", "forged", with_other_letter(v(), 30)),
        Failing::value("S01", "forged", with_other_letter(v(), 90)),
        Failing::value("S02", "forged", &v()[..124]),
        Failing::value("S03", "forged", v() + "A"),
        Failing::value("S04", "unsupported_version", "AA".to_owned() + &v()[2..]),
        Failing::value("S04", "unsupported_version", "Ag".to_owned() + &v()[2..]),
        Failing::value("S05", "unknown_key", foreign[..22].to_owned() + &a[22..]),
        Failing::value("S06", "forged", a[..24].to_owned() + &b[24..54] + &a[54..]),
        Failing::value("S07", "forged", a[..55].to_owned() + &b[55..]),
        Failing::value("S08", "unsupported_version", "A".repeat(length)),
        Failing::value("S09", "unsupported_version", "_".repeat(length / 4 * 4)),
        Failing::value("S11", "unsupported_version", with_record(1 << 7, [NOW, NOW, NOW + 60])),
        Failing::value("S12", "unknown_key", two_keys::text()).on(sessions_under::<Visit>(other, NOW)),
    ]
}

/// S01
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

/// S02
#[test]
fn a_seal_cut_to_any_length_never_opens() {
    let text = v();
    for length in 0..text.len() {
        assert!(open(&text[..length]).is_err(), "{length} characters");
        assert!(open(&text[text.len() - length..]).is_err(), "the last {length} characters");
    }
}

/// S03
#[test]
fn a_seal_with_any_byte_appended_never_opens() {
    for byte in 0..=255 {
        let mut text = v().into_bytes();
        text.push(byte);
        assert!(open(text).is_err(), "byte {byte}");
    }
}

/// S04
#[test]
fn versions_0_2_and_255_are_unsupported() {
    // The first two characters are the version and the first bits of the key tag.
    for version in ["AA", "Ag", "_w"] {
        let text = version.to_owned() + &v()[2..];
        assert_eq!(open(text), Err(Rejection::UnsupportedVersion));
    }
}

/// S05
#[test]
fn the_key_tag_of_another_key_is_an_unknown_key() -> TestResult {
    let other = sealed(&Keyring::from_key(&K2)?, BINDING);
    // The 17 bytes of version and key tag take 22 characters and four bits of the next one. Its other two
    // bits belong to the nonce.
    let text = other[..22].to_owned() + &v()[22..];
    assert_eq!(open(text), Err(Rejection::UnknownKey));
    Ok(())
}

/// S06, S07
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

/// S08, S09
#[test]
fn all_zero_bits_and_all_one_bits_are_an_unsupported_version() {
    let length = v().len();
    assert_eq!(open("A".repeat(length)), Err(Rejection::UnsupportedVersion));
    assert_eq!(open("_".repeat(length / 4 * 4)), Err(Rejection::UnsupportedVersion));
}

/// S10
#[test]
fn random_texts_never_open() {
    // A million draws from a cryptographic generator would take most of the time.
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let header = &v()[..22];
    let mut text = header.as_bytes().to_vec();
    for round in 0..1_000_000_u32 {
        // One round in eight keeps the version and the key tag, so that the text also reaches the cipher.
        let kept = if round % 8 == 0 { 22 } else { 0 };
        let length = 96 + numbers.below(64);
        text.resize(length, b'A');
        text[..22].copy_from_slice(header.as_bytes());
        for letter in &mut text[kept..] {
            *letter = ALPHABET[usize::try_from(numbers.draw() >> 58).expect("six bits")];
        }
        assert!(open(&text).is_err());
    }
}

/// S11
#[test]
fn an_unknown_flag_is_an_unsupported_version() {
    let text = |flags| with_record(flags, [NOW, NOW, NOW + 60]);
    assert_eq!(rejection(&text(0)), None);
    for bit in 3..8 {
        assert_eq!(rejection(&text(1 << bit)), Some(Rejection::UnsupportedVersion), "bit {bit}");
    }
}

/// T08
#[test]
fn times_in_the_wrong_order_are_malformed() {
    for times in [[NOW + 1, NOW, NOW + 60], [NOW, NOW, NOW], [NOW, NOW + 9, NOW + 9], [NOW, NOW + 9, NOW + 8]]
    {
        assert_eq!(rejection(&with_record(0, times)), Some(Rejection::Malformed), "{times:?}");
    }
}

/// S14
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

proptest! {
    /// S10
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

    /// S10
    #[test]
    fn no_text_makes_open_panic(text in prop::collection::vec(any::<u8>(), 0..5000), now in any::<u64>()) {
        prop_assert!(seal::open(&keys(), BINDING, now, &text).is_err());
    }
}
