//! How `Cookie` headers are read, and which of several cookies of one name counts.

use http::Response;
use iron_session::{Keyring, Rejection};

use crate::common::{
    K1, K2, NOW, PlainVisit, TestResult, Visit, cookies, saved, sessions_at, sessions_under, set_cookies, v,
    value, visit_at,
};

/// The user of the session in these `Cookie` headers, or the reason why there is none.
fn user<L: AsRef<[u8]>>(lines: impl IntoIterator<Item = L>) -> Result<Option<u32>, Rejection> {
    let headers = cookies(lines);
    let mut session = sessions_at::<Visit>(NOW).try_load(&headers)?;
    let mut response = Response::new(());
    session.save(&mut response).expect("nothing to write");
    assert_eq!(set_cookies(&response), [""; 0], "a session that was only read writes no cookie");
    Ok((!session.meta().is_new()).then(|| session.user_id()))
}

/// A header with `before` and then the valid cookie.
fn bytes(before: &[u8]) -> Vec<u8> {
    [before, b"__Host-s=", v().as_bytes()].concat()
}

const SESSION: Result<Option<u32>, Rejection> = Ok(Some(7));
const ABSENT: Result<Option<u32>, Rejection> = Ok(None);
const MALFORMED: Result<Option<u32>, Rejection> = Err(Rejection::Malformed);

#[test]
fn no_cookie_header_is_no_session() {
    assert_eq!(user([""; 0]), ABSENT);
}

#[test]
fn an_empty_value_is_malformed() {
    assert_eq!(user(["__Host-s="]), MALFORMED);
}

#[test]
fn a_pair_without_a_name_is_ignored() {
    assert_eq!(user([format!("={}", v())]), ABSENT);
}

#[test]
fn a_name_without_an_equals_sign_is_ignored() {
    assert_eq!(user(["__Host-s"]), ABSENT);
}

#[test]
fn a_cookie_in_the_second_of_two_headers_is_found() {
    assert_eq!(user(["a=1".to_owned(), format!("__Host-s={}", v())]), SESSION);
}

#[test]
fn a_cookie_in_the_last_of_30_headers_is_found() {
    let mut lines: Vec<String> = (0..29).map(|at| format!("c{at}={at}")).collect();
    lines.push(format!("__Host-s={}", v()));
    assert_eq!(user(lines), SESSION);
}

#[test]
fn spaces_and_tabs_around_a_pair_are_ignored() {
    assert_eq!(user([format!("a=1; \t__Host-s={} \t; b=2", v())]), SESSION);
    assert_eq!(user([format!(" \t__Host-s={} \t", v())]), SESSION);
}

#[test]
fn a_unicode_space_before_the_name_makes_another_name() {
    let attacker = visit_at(NOW, 666);
    let disguised = format!("\u{2000}__Host-s={attacker}; ");
    assert_eq!(user([bytes(disguised.as_bytes())]), SESSION);
    assert_eq!(user([disguised]), ABSENT);
}

#[test]
fn other_blank_bytes_before_the_name_make_another_name() {
    for blank in [&b"\xc2\x85"[..], b"\xc2\xa0", b"\x85", b"\xa0", b"\xe2\x80\x83"] {
        assert_eq!(user([bytes(blank)]), ABSENT);
    }
}

#[test]
fn dollar_version_is_an_ordinary_cookie() {
    let quoted = user([format!("$Version=1; __Host-s=\"x\"; __Host-s={}", v())]);
    assert_eq!(quoted, SESSION);
}

#[test]
fn a_value_in_quotes_is_malformed() {
    assert_eq!(user([format!("__Host-s=\"{}\"", v())]), MALFORMED);
}

#[test]
fn a_name_in_other_case_is_another_name() {
    assert_eq!(user([format!("__host-s={}", v())]), ABSENT);
}

#[test]
fn a_percent_encoded_value_is_malformed() {
    let encoded = v().replacen('A', "%41", 1);
    assert_eq!(user([format!("__Host-s={encoded}")]), MALFORMED);
}

#[test]
fn a_cookie_after_one_with_non_ascii_bytes_is_found() {
    assert_eq!(user([bytes(b"x=\xc3\xa9; ")]), SESSION);
    assert_eq!(user([bytes(b"x=\xff\xfe; ")]), SESSION);
}

#[test]
fn a_cookie_after_one_of_any_length_is_found() {
    // Bytes that differ from a semicolon in one bit, or in the highest one.
    for filler in [b'=', b':', b'3', b'{', b'\xbb', b'\x80', b'\xff'] {
        for length in 0..100 {
            let before = [&vec![filler; length][..], b";"].concat();
            assert_eq!(user([bytes(&before)]), SESSION, "{length} times {filler:#x}");
            assert_eq!(user([bytes(&before[..length])]), if length == 0 { SESSION } else { ABSENT });
        }
    }
}

#[test]
fn cookies_without_any_byte_end_where_they_begin() {
    for length in 1..20 {
        assert_eq!(user([bytes(&vec![b';'; length])]), SESSION);
    }
}

#[test]
fn a_comma_does_not_separate_cookies() {
    assert_eq!(user([format!("a=1, __Host-s={}", v())]), ABSENT);
}

#[test]
fn names_that_only_begin_with_the_cookies_name_are_other_names() {
    assert_eq!(user([format!("__Host-s.0=z; __Host-sx=z; __Host-s={}", v())]), SESSION);
}

#[test]
fn a_seal_in_a_header_other_than_cookie_is_no_session() -> TestResult {
    for name in ["x-s-session", "x-__host-s-session", "authorization", "x-session"] {
        let request = http::Request::builder().header(name, v()).body(())?;
        assert!(sessions_at::<Visit>(NOW).load(&request).meta().is_new());
    }
    Ok(())
}

#[test]
fn a_cookie_after_200_others_is_found() {
    let foreign: Vec<String> = (0..200).map(|at| format!("name{at}=value{at}; ")).collect();
    assert_eq!(user([bytes(foreign.concat().as_bytes())]), SESSION);
}

#[test]
fn names_with_space_before_the_equals_sign_are_other_names() {
    assert_eq!(user([format!("__Host-s ={}", v())]), ABSENT);
}

#[test]
fn a_valid_cookie_after_garbage_counts() {
    assert_eq!(user([format!("__Host-s=garbage; __Host-s={}", v())]), SESSION);
}

#[test]
fn a_valid_cookie_before_garbage_counts() {
    assert_eq!(user([format!("__Host-s={}; __Host-s=garbage", v())]), SESSION);
}

#[test]
fn the_same_cookie_twice_is_one_session() {
    let v = v();
    assert_eq!(user([format!("__Host-s={v}; __Host-s={v}")]), SESSION);
}

#[test]
fn of_two_sessions_under_a_host_prefix_the_later_issued_counts() {
    let (earlier, later) = (visit_at(NOW - 10, 7), visit_at(NOW - 5, 8));
    assert_eq!(user([format!("__Host-s={earlier}; __Host-s={later}")]), Ok(Some(8)));
    assert_eq!(user([format!("__Host-s={later}; __Host-s={earlier}")]), Ok(Some(8)));
}

#[test]
fn two_sessions_under_a_plain_name_are_ambiguous() {
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

#[test]
fn a_valid_cookie_after_an_expired_one_counts() {
    let expired = visit_at(NOW - 3600, 9);
    assert_eq!(user([format!("__Host-s={expired}; __Host-s={}", v())]), SESSION);
    assert_eq!(user([format!("__Host-s={expired}")]), Err(Rejection::Expired));
}

#[test]
fn a_valid_cookie_after_60_of_garbage_counts() {
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
