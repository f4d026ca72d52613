//! Which of several cookies of one name counts.

use http::Response;
use iron_session::{Keyring, Rejection};

use super::Failing;
use super::parsing::{SESSION, bytes, user};
use crate::common::{
    K1, K2, NOW, PlainVisit, TestResult, cookies, saved, sessions_at, sessions_under, set_cookies, v, value,
    visit_at, with_other_letter,
};

/// The seal of a user under the name without a prefix.
fn plain(secs: u64, user_id: u32) -> String {
    let mut session = sessions_at::<PlainVisit>(secs).load(&cookies([""; 0]));
    session.set_user_id(user_id);
    saved(&mut session)
}

pub(super) fn failing() -> Vec<Failing> {
    let garbage = |count| "__Host-s=garbage; ".repeat(count);
    let two = format!("s={}; s={}", plain(NOW - 10, 7), plain(NOW - 5, 8));
    vec![
        Failing::line("D01", "malformed", garbage(2)),
        Failing::line("D04", "ambiguous", two).on(sessions_at::<PlainVisit>(NOW)),
        Failing::line("D05", "expired", format!("{}__Host-s={}", garbage(1), visit_at(NOW - 3600, 9))),
        Failing::line("D06", "malformed", garbage(60)),
    ]
}

/// D01
#[test]
fn a_valid_cookie_after_garbage_counts() {
    assert_eq!(user([format!("__Host-s=garbage; __Host-s={}", v())]), SESSION);
}

/// D02
#[test]
fn a_valid_cookie_before_garbage_counts() {
    assert_eq!(user([format!("__Host-s={}; __Host-s=garbage", v())]), SESSION);
}

/// D03
#[test]
fn the_same_cookie_twice_is_one_session() {
    let v = v();
    assert_eq!(user([format!("__Host-s={v}; __Host-s={v}")]), SESSION);
}

/// D04
#[test]
fn of_two_sessions_under_a_host_prefix_the_later_issued_counts() {
    let (earlier, later) = (visit_at(NOW - 10, 7), visit_at(NOW - 5, 8));
    assert_eq!(user([format!("__Host-s={earlier}; __Host-s={later}")]), Ok(Some(8)));
    assert_eq!(user([format!("__Host-s={later}; __Host-s={earlier}")]), Ok(Some(8)));
}

/// D04
#[test]
fn two_sessions_under_a_plain_name_are_ambiguous() {
    let (a, b) = (plain(NOW - 10, 7), plain(NOW - 5, 8));
    let one = sessions_at::<PlainVisit>(NOW).load(&cookies([format!("s={a}")]));
    assert_eq!(one.user_id(), 7);
    let both = sessions_at::<PlainVisit>(NOW).load(&cookies([format!("s={a}; s={b}")]));
    assert_eq!((both.user_id(), both.meta().rejection()), (0, Some(Rejection::Ambiguous)));
    let same = sessions_at::<PlainVisit>(NOW).load(&cookies([format!("s={a}; s=garbage; s={a}")]));
    assert_eq!((same.user_id(), same.meta().rejection()), (7, None));
}

#[test]
fn of_two_sessions_written_in_one_second_the_first_sent_counts() {
    let (a, b) = (visit_at(NOW, 7), visit_at(NOW, 8));
    assert_eq!(user([format!("__Host-s={a}; __Host-s={b}")]), Ok(Some(7)));
    assert_eq!(user([format!("__Host-s={b}; __Host-s={a}")]), Ok(Some(8)));
}

#[test]
fn a_session_and_its_reseal_sent_together_are_one_session() -> TestResult {
    let mut session = sessions_at::<PlainVisit>(NOW).load(&cookies([""; 0]));
    session.set_user_id(7);
    let before = saved(&mut session);
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let sessions = sessions_under::<PlainVisit>(rotated, NOW);
    let after = saved(&mut sessions.load(&cookies([format!("s={before}")])));
    assert_ne!(before, after);
    let both = sessions.load(&cookies([format!("s={before}; s={after}")]));
    assert_eq!((both.user_id(), both.meta().rejection()), (7, None));
    Ok(())
}

/// D05
#[test]
fn a_valid_cookie_after_an_expired_one_counts() {
    let expired = visit_at(NOW - 3600, 9);
    assert_eq!(user([format!("__Host-s={expired}; __Host-s={}", v())]), SESSION);
    assert_eq!(user([format!("__Host-s={expired}")]), Err(Rejection::Expired));
}

/// D06
#[test]
fn a_valid_cookie_after_60_of_garbage_counts() {
    let garbage = "__Host-s=".to_owned() + &"A".repeat(120) + "; ";
    assert_eq!(user([bytes(garbage.repeat(60).as_bytes())]), SESSION);
}

#[test]
fn of_several_refused_cookies_the_most_telling_reason_is_reported() {
    let expired = visit_at(NOW - 3600, 9);
    let forged = with_other_letter(v(), 90);
    assert_eq!(
        user([format!("__Host-s=garbage; __Host-s={expired}; __Host-s={forged}")]),
        Err(Rejection::Expired)
    );
    assert_eq!(user([format!("__Host-s={forged}; __Host-s=garbage")]), Err(Rejection::Forged));
}

#[test]
fn a_save_after_duplicates_also_removes_the_cookies_of_earlier_configurations() -> TestResult {
    let sessions = sessions_at::<PlainVisit>(NOW)
        .domain("shop.example")?
        .configure(|config| config.partitioned(true))?;
    let mut session = sessions.load(&cookies(["s=garbage; s=rubbish"]));
    session.set_user_id(7);
    let mut response = Response::new(());
    session.save(&mut response)?;
    let written = set_cookies(&response);
    let removed = "s=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    assert_eq!(written.len(), 4);
    assert_eq!(written[0], format!("{removed}; Path=/; Secure; HttpOnly; SameSite=Lax; Partitioned"));
    assert_eq!(written[1], format!("{removed}; Domain=shop.example; Path=/; Secure; HttpOnly; SameSite=Lax"));
    assert_eq!(written[2], format!("{removed}; Path=/; Secure; HttpOnly; SameSite=Lax"));
    assert_eq!(value(&written[3]).len(), 96 + (r#"{"user_id":7}"#.len() * 4_usize).div_ceil(3));
    assert!(
        written[3].ends_with("; Domain=shop.example; Path=/; Secure; HttpOnly; SameSite=Lax; Partitioned")
    );
    session.save(&mut response)?;
    assert_eq!(set_cookies(&response).len(), 4, "a second save replaces all of them");
    Ok(())
}
