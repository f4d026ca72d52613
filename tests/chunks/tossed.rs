//! Chunks that another host of the domain has set beside the session.

use allocation_counter::measure;
use iron_session::Rejection;

use super::{Plain, opened, pairs, pairs_of};
use crate::common::{NOW, cookies, sessions_at};

/// Chunks that no key holder made.
fn tossed(count: usize) -> Vec<String> {
    let cookie = |at: usize| format!("c.{}=3.{at:06}.{}", at % 3, "A".repeat(at % 50));
    (0..count).map(cookie).collect()
}

#[test]
fn eight_tossed_chunks_beside_a_genuine_session_break_nothing() {
    for bytes in [100, 4000, 10_000] {
        for tossed in [tossed(8), tossed(9), tossed(100)] {
            let before = [tossed.clone(), pairs(bytes)].concat();
            assert_eq!(opened([before.join("; ")]), (7, bytes, None));
            let after = [pairs(bytes), tossed].concat();
            assert_eq!(opened([after.join("; ")]), (7, bytes, None));
        }
    }
}

#[test]
fn a_complete_group_that_does_not_open_breaks_nothing() {
    let tossed = ["c.0=2.ABCDEF.AQAA", "c.1=2.ABCDEF.ABCDEF", "c.0=2.GHIJKL.x", "c.1=2.GHIJKL.y"];
    let all = [tossed.map(str::to_owned).to_vec(), pairs(4000)].concat();
    assert_eq!(opened([all.join("; ")]), (7, 4000, None));
}

#[test]
fn a_planted_session_puts_nobody_into_another() {
    let (victim, mallory) = (pairs_of(1, 4000), pairs_of(2, 7000));
    assert_eq!(opened([mallory.clone(), victim.clone()].concat()), (0, 0, Some(Rejection::Ambiguous)));
    // Some of its chunks alone are no session.
    assert_eq!(opened([mallory[..2].to_vec(), victim].concat()), (1, 4000, None));
}

#[test]
fn the_first_chunk_that_was_sent_for_a_place_counts() {
    let all = pairs(4000);
    let copy = all[0].clone() + "x";
    assert_eq!(opened([all[0].clone(), copy.clone(), all[1].clone()]), (7, 4000, None));
    assert!(opened([copy, all[0].clone(), all[1].clone()]).2.is_some());
}

/// Z10
#[test]
fn an_absurd_count_allocates_nothing() {
    let sessions = sessions_at::<Plain>(NOW);
    for line in ["c=9999999.x", "c.0=9999999.x", "c.0=9.abcdef.x", "c.0=2147483647.abcdef.x; c.1=zzz; c.3="] {
        let headers = cookies([line]);
        let load = measure(|| assert!(sessions.load(&headers).meta().is_new()));
        assert_eq!(load.count_total, 0, "{line}");
    }
    let session = sessions.load(&cookies(["c=9999999.x"]));
    assert_eq!(session.meta().rejection(), Some(Rejection::Malformed));
}

#[test]
fn what_chunks_allocate_is_in_proportion_to_the_header() {
    let sessions = sessions_at::<Plain>(NOW);
    for count in [10, 100, 1000] {
        let line = tossed(count).join("; ");
        let headers = cookies([&line]);
        let load = measure(|| assert!(sessions.load(&headers).meta().is_new()));
        assert!(load.bytes_total <= 16 * line.len() as u64 + 4096, "{count}: {}", load.bytes_total);
    }
}
