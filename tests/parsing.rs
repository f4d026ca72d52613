//! Attack plan, groups P and D: what a `Cookie` header may look like, and which of several cookies counts.

use http::Response;
use iron_session::{Keyring, Rejection};

use crate::common::{
    K1, K2, NOW, PlainVisit, TestResult, Visit, cookies, saved, sessions_at, sessions_under, set_cookies, v,
    value, visit_at,
};

/// The user of the session that these `Cookie` headers open, or why none does.
fn user<L: AsRef<[u8]>>(lines: impl IntoIterator<Item = L>) -> Result<Option<u32>, Rejection> {
    let headers = cookies(lines);
    let mut session = sessions_at::<Visit>(NOW).try_load(&headers)?;
    let mut response = Response::new(());
    session.save(&mut response).expect("nothing to write");
    assert_eq!(set_cookies(&response), [""; 0], "a session that was only read writes no cookie");
    Ok((!session.meta().is_new()).then(|| session.user_id()))
}

/// `before`, then the valid cookie.
fn bytes(before: &[u8]) -> Vec<u8> {
    [before, b"__Host-s=", v().as_bytes()].concat()
}

const SESSION: Result<Option<u32>, Rejection> = Ok(Some(7));
const ABSENT: Result<Option<u32>, Rejection> = Ok(None);
const MALFORMED: Result<Option<u32>, Rejection> = Err(Rejection::Malformed);

#[test]
fn p01_absent() {
    assert_eq!(user([""; 0]), ABSENT);
}

#[test]
fn p02_empty_value() {
    assert_eq!(user(["__Host-s="]), MALFORMED);
}

#[test]
fn p03_nameless() {
    assert_eq!(user([format!("={}", v())]), ABSENT);
}

#[test]
fn p04_no_equals() {
    assert_eq!(user(["__Host-s"]), ABSENT);
}

#[test]
fn p05_two_headers() {
    assert_eq!(user(["a=1".to_owned(), format!("__Host-s={}", v())]), SESSION);
}

#[test]
fn p06_split_h2() {
    let mut lines: Vec<String> = (0..29).map(|at| format!("c{at}={at}")).collect();
    lines.push(format!("__Host-s={}", v()));
    assert_eq!(user(lines), SESSION);
}

#[test]
fn p07_spaces_tabs() {
    assert_eq!(user([format!("a=1; \t__Host-s={} \t; b=2", v())]), SESSION);
    assert_eq!(user([format!(" \t__Host-s={} \t", v())]), SESSION);
}

#[test]
fn p08_unicode_space() {
    let attacker = visit_at(NOW, 666);
    let disguised = format!("\u{2000}__Host-s={attacker}; ");
    assert_eq!(user([bytes(disguised.as_bytes())]), SESSION);
    assert_eq!(user([disguised]), ABSENT);
}

#[test]
fn p09_nbsp_85() {
    for blank in [&b"\xc2\x85"[..], b"\xc2\xa0", b"\x85", b"\xa0", b"\xe2\x80\x83"] {
        assert_eq!(user([bytes(blank)]), ABSENT);
    }
}

#[test]
fn p10_dollar_version() {
    let quoted = user([format!("$Version=1; __Host-s=\"x\"; __Host-s={}", v())]);
    assert_eq!(quoted, SESSION);
}

#[test]
fn p11_quoted() {
    assert_eq!(user([format!("__Host-s=\"{}\"", v())]), MALFORMED);
}

#[test]
fn p12_case() {
    assert_eq!(user([format!("__host-s={}", v())]), ABSENT);
}

#[test]
fn p13_percent() {
    let encoded = v().replacen('A', "%41", 1);
    assert_eq!(user([format!("__Host-s={encoded}")]), MALFORMED);
}

#[test]
fn p14_non_ascii_neighbour() {
    assert_eq!(user([bytes(b"x=\xc3\xa9; ")]), SESSION);
    assert_eq!(user([bytes(b"x=\xff\xfe; ")]), SESSION);
}

#[test]
fn p15_comma_join() {
    assert_eq!(user([format!("a=1, __Host-s={}", v())]), ABSENT);
}

#[test]
fn p16_prefix_names() {
    assert_eq!(user([format!("__Host-s.0=z; __Host-sx=z; __Host-s={}", v())]), SESSION);
}

#[test]
fn p17_header_only() -> TestResult {
    for name in ["x-s-session", "x-__host-s-session", "authorization", "x-session"] {
        let request = http::Request::builder().header(name, v()).body(())?;
        assert!(sessions_at::<Visit>(NOW).load(&request).meta().is_new());
    }
    Ok(())
}

#[test]
fn p18_200_pairs() {
    let foreign: Vec<String> = (0..200).map(|at| format!("name{at}=value{at}; ")).collect();
    assert_eq!(user([bytes(foreign.concat().as_bytes())]), SESSION);
}

#[test]
fn names_with_space_before_the_equals_sign_are_other_names() {
    assert_eq!(user([format!("__Host-s ={}", v())]), ABSENT);
}

#[test]
fn d01_garbage_first() {
    assert_eq!(user([format!("__Host-s=garbage; __Host-s={}", v())]), SESSION);
}

#[test]
fn d02_garbage_last() {
    assert_eq!(user([format!("__Host-s={}; __Host-s=garbage", v())]), SESSION);
}

#[test]
fn d03_same_twice() {
    let v = v();
    assert_eq!(user([format!("__Host-s={v}; __Host-s={v}")]), SESSION);
}

#[test]
fn d04_two_valid_under_a_host_prefix_the_later_issued_wins() {
    let (earlier, later) = (visit_at(NOW - 10, 7), visit_at(NOW - 5, 8));
    assert_eq!(user([format!("__Host-s={earlier}; __Host-s={later}")]), Ok(Some(8)));
    assert_eq!(user([format!("__Host-s={later}; __Host-s={earlier}")]), Ok(Some(8)));
}

#[test]
fn d04_two_valid_under_a_plain_name_are_ambiguous() {
    let plain = |secs, user_id| {
        let mut session = sessions_at::<PlainVisit>(secs).load(&cookies([""; 0]));
        session.set_user_id(user_id);
        saved(&mut session)
    };
    let (a, b) = (plain(NOW - 10, 7), plain(NOW - 5, 8));
    let one = sessions_at::<PlainVisit>(NOW).load(&cookies([format!("s={a}")]));
    assert_eq!(one.user_id(), 7);
    let both = sessions_at::<PlainVisit>(NOW).load(&cookies([format!("s={a}; s={b}")]));
    assert_eq!((both.user_id(), both.meta().rejection()), (0, Some(Rejection::Ambiguous)));
    let same = sessions_at::<PlainVisit>(NOW).load(&cookies([format!("s={a}; s=garbage; s={a}")]));
    assert_eq!((same.user_id(), same.meta().rejection()), (7, None));
}

#[test]
fn of_two_written_in_the_same_second_the_first_sent_wins() {
    let (a, b) = (visit_at(NOW, 7), visit_at(NOW, 8));
    assert_eq!(user([format!("__Host-s={a}; __Host-s={b}")]), Ok(Some(7)));
    assert_eq!(user([format!("__Host-s={b}; __Host-s={a}")]), Ok(Some(8)));
}

#[test]
fn a_session_beside_itself_sealed_anew_is_one_session() -> TestResult {
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

#[test]
fn d05_expired_plus_valid() {
    let expired = visit_at(NOW - 3600, 9);
    assert_eq!(user([format!("__Host-s={expired}; __Host-s={}", v())]), SESSION);
    assert_eq!(user([format!("__Host-s={expired}")]), Err(Rejection::Expired));
}

#[test]
fn d06_many_candidates() {
    let garbage = "__Host-s=".to_owned() + &"A".repeat(120) + "; ";
    assert_eq!(user([bytes(garbage.repeat(60).as_bytes())]), SESSION);
}

#[test]
fn of_several_refused_cookies_the_most_telling_reason_is_reported() {
    let expired = visit_at(NOW - 3600, 9);
    let mut forged = v().into_bytes();
    forged[90] = if forged[90] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).expect("ASCII");
    assert_eq!(
        user([format!("__Host-s=garbage; __Host-s={expired}; __Host-s={forged}")]),
        Err(Rejection::Expired)
    );
    assert_eq!(user([format!("__Host-s={forged}; __Host-s=garbage")]), Err(Rejection::Forged));
}

#[test]
fn a_write_after_tossed_duplicates_also_expires_the_shapes_of_earlier_configurations() -> TestResult {
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
