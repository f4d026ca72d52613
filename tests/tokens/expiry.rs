//! When a token begins, and when it ends.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use iron_session::seal::Record;
use iron_session::{Error, IronToken, Rejection, TokenManager};

use super::{MagicLink, by_hand, link, record, sealed, tokens_at};
use crate::common::{NOW, TestResult, at, keys};

#[derive(IronToken, Debug, PartialEq)]
#[iron(purpose = "unsubscribe", max_age = "never")]
struct Unsubscribe {
    user: u64,
}

fn at_moment(text: &str, secs: u64) -> Option<Rejection> {
    tokens_at::<MagicLink>(secs).open(text).err()
}

#[test]
fn a_token_ends_at_the_very_second() {
    let text = sealed(&link());
    assert_eq!(at_moment(&text, NOW + 899), None);
    assert_eq!(at_moment(&text, NOW + 900), Some(Rejection::Expired));
}

#[test]
fn a_token_of_a_server_whose_clock_is_ahead_opens_within_a_minute() {
    let text = sealed(&link());
    assert_eq!(at_moment(&text, NOW - 60), None);
    assert_eq!(at_moment(&text, NOW - 61), Some(Rejection::NotYetValid));
}

#[test]
fn its_times_are_told_where_it_is_sealed_and_where_it_is_opened() -> TestResult {
    let sealed = tokens_at::<MagicLink>(NOW).seal(&link())?;
    let opened = tokens_at::<MagicLink>(NOW + 5).open(&sealed.text)?;
    for meta in [sealed.meta, opened.meta] {
        assert_eq!(meta.created(), at(NOW));
        assert_eq!(meta.expires(), Some(at(NOW + 900)));
    }
    Ok(())
}

#[test]
fn one_that_never_ends_has_the_last_second_as_its_end() -> TestResult {
    let tokens = tokens_at::<Unsubscribe>(NOW);
    let sealed = tokens.seal(&Unsubscribe { user: 7 })?;
    assert_eq!(sealed.meta.expires(), None);
    let binding = iron_session::seal::Binding { purpose: "unsubscribe", name: "" };
    let contents = iron_session::seal::open(&keys(), binding, NOW, sealed.text.as_bytes())?;
    assert_eq!(contents.record().expires, u32::MAX);

    let late = tokens_at::<Unsubscribe>(u64::from(u32::MAX) - 1).open(&sealed.text)?;
    assert_eq!((late.token.user, late.meta.expires()), (7, None));
    Ok(())
}

#[test]
fn a_shorter_max_age_shortens_tokens_that_are_out_already() {
    let now = record().created;
    let json = r#"{"email":"a","nonce":7}"#;
    let month = by_hand("magic-link", "", Record { expires: now + 2_592_000, ..record() }, json);
    let endless = by_hand("magic-link", "", Record { expires: u32::MAX, ..record() }, json);
    for text in [month, endless] {
        assert_eq!(at_moment(&text, NOW + 899), None);
        assert_eq!(at_moment(&text, NOW + 900), Some(Rejection::Expired));
    }
}

#[test]
fn a_longer_max_age_lengthens_no_token() {
    let text =
        by_hand("unsubscribe", "", Record { expires: record().created + 60, ..record() }, r#"{"user":7}"#);
    let open = |secs| tokens_at::<Unsubscribe>(secs).open(&text).map(|opened| opened.token.user);
    assert_eq!(open(NOW + 59), Ok(7));
    assert_eq!(open(NOW + 60), Err(Rejection::Expired));
}

#[test]
fn a_clock_that_no_seal_can_hold_seals_nothing() {
    let before_1970 = UNIX_EPOCH - Duration::from_secs(1);
    let seal = |now: SystemTime| TokenManager::<MagicLink>::new(keys()).clock(move || now).seal(&link());
    // The last second is kept for tokens that never end.
    for now in [before_1970, at(u64::from(u32::MAX) + 1), at(u64::from(u32::MAX) - 900)] {
        assert!(matches!(seal(now), Err(Error::Clock)), "{now:?}");
    }
    assert!(seal(at(u64::from(u32::MAX) - 901)).is_ok());
}
