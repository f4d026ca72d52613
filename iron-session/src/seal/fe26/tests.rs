//! For a seal that cannot have a right MAC, no key is derived.

use std::cell::Cell;

use super::{Dialect, Parts, chars, most_json, open, seal};
use crate::error::Rejection;

thread_local! {
    static DERIVED: Cell<u32> = const { Cell::new(0) };
}

/// Counts a key that is derived on this thread.
pub(super) fn count() {
    DERIVED.set(DERIVED.get() + 1);
}

const PASSWORD: &str = "a password that only this test uses, of 50 letters";

fn parts() -> Parts {
    Parts { encryption_salt: "a".repeat(64), iv: [7; 16], mac_salt: "b".repeat(64) }
}

fn seal_with(index: usize, text: &str) -> String {
    let sealed = seal("1", PASSWORD, Some(2_000_000_000_000), &parts(), b"{}");
    let mut fields: Vec<&str> = sealed.split('*').collect();
    fields[index] = text;
    fields.join("*")
}

/// Why the seal is refused, if it is, and how many keys are derived for that.
fn opened(text: &str) -> (Option<Rejection>, u32) {
    let before = DERIVED.get();
    let opened = open(text, Dialect::IronSession, 1_800_000_000_000, |id| (id == "1").then_some(PASSWORD));
    (opened.err(), DERIVED.get() - before)
}

/// F17
#[test]
fn what_cannot_have_a_right_mac_costs_no_key() {
    let mac = |text: &str| format!("{text}~2");
    let letters = |count| "A".repeat(count);
    for (seal, reason) in [
        (seal_with(7, "~2"), Rejection::Forged),
        (seal_with(7, &mac(&letters(42))), Rejection::Forged),
        (seal_with(7, &mac(&letters(44))), Rejection::Forged),
        (seal_with(7, &mac(&"*A".repeat(20))), Rejection::Malformed),
        (seal_with(7, &mac(&(letters(42) + "B"))), Rejection::Forged),
        (seal_with(7, &mac(&(letters(42) + "+"))), Rejection::Forged),
        (seal_with(6, ""), Rejection::Forged),
        (seal_with(3, "short"), Rejection::Malformed),
        (seal_with(4, ""), Rejection::Malformed),
        (seal_with(1, "2"), Rejection::UnknownKey),
    ] {
        assert_eq!(opened(&seal), (Some(reason), 0), "{seal}");
    }
}

#[test]
fn a_wrong_mac_of_the_right_shape_costs_one_key_and_a_right_one_two() {
    assert_eq!(opened(&seal_with(7, &format!("{}~2", "A".repeat(43)))), (Some(Rejection::OtherPassword), 1));
    assert_eq!(opened(&seal_with(0, "Fe26.2")), (None, 2));
}

#[test]
fn the_length_of_a_seal_is_known_before_it_is_made_and_its_json_is_the_most_that_fits() {
    for (id, expires_ms) in [("1", 0), ("main", 9), ("1", 10), ("20", 2_000_000_000_000)] {
        for bytes in (0..50).chain([1000, 1007, 1008]) {
            let sealed = seal(id, PASSWORD, Some(expires_ms), &parts(), &vec![b'x'; bytes]);
            assert_eq!(chars(id, expires_ms, bytes), sealed.len(), "{sealed}");
            let most = most_json(id, expires_ms, sealed.len()).unwrap_or_default();
            assert_eq!(chars(id, expires_ms, most), sealed.len());
            assert!(most >= bytes && chars(id, expires_ms, most + 1) > sealed.len());
        }
        let none = chars(id, expires_ms, 0) - 1;
        assert_eq!(most_json(id, expires_ms, none), None);
    }
}
