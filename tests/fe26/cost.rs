//! What an Fe26.2 seal that is refused costs. A seal that cannot have a right MAC is refused before a key is
//! derived.

use std::time::{Duration, Instant};

use iron_session::Rejection;

use super::{ada, load, replaced, shared_at, signed};
use crate::common::{NOW, cookies};

/// How long it takes to refuse many copies of a value, in which the number of each is different. The shortest
/// of several times, since other programs run too.
fn refuse(value: &str, reason: Rejection) -> Duration {
    let copy = |number: u32| format!("sid={}", value.replacen("EXP", &number.to_string(), 1));
    let line: Vec<String> = (0..100).map(copy).collect();
    let (sessions, headers) = (shared_at(NOW), cookies([line.join("; ")]));
    let time = |_| {
        let begin = Instant::now();
        assert_eq!(sessions.load(&headers).meta().rejection(), Some(reason));
        begin.elapsed()
    };
    (0..10).map(time).min().unwrap_or_default()
}

#[test]
fn what_cannot_have_a_right_mac_costs_no_key() {
    let field = |index, text: &str| replaced(&replaced(&ada(), 5, "EXP"), index, text);
    let real = refuse(&field(7, &format!("{}~2", "A".repeat(43))), Rejection::OtherPassword);
    for (cheap, reason) in [
        (field(7, "~2"), Rejection::Forged),
        (field(7, &format!("{}~2", "A".repeat(42))), Rejection::Forged),
        (field(7, &format!("{}~2", "A".repeat(44))), Rejection::Forged),
        (field(7, &format!("{}~2", "*A".repeat(20))), Rejection::Malformed),
        (field(7, &format!("{}B~2", "A".repeat(42))), Rejection::Forged),
        (field(7, &format!("{}+~2", "A".repeat(42))), Rejection::Forged),
        (field(6, ""), Rejection::Forged),
        (field(3, "short"), Rejection::Malformed),
        (field(4, ""), Rejection::Malformed),
    ] {
        let took = refuse(&cheap, reason);
        assert!(took * 3 < real, "{took:?} and, with a key, {real:?}: {cheap}");
    }
}

/// The length of a field is no secret and no choice of a key holder: a right MAC changes nothing.
#[test]
fn a_right_mac_over_a_field_that_is_too_short_is_malformed() {
    for index in [3, 4] {
        let seal = signed(|fields| fields[index] = "AAAA".to_owned());
        assert_eq!(load(&shared_at(NOW), &seal).meta().rejection(), Some(Rejection::Malformed));
    }
}
