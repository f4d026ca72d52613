//! How `Cookie` headers are read.

use http::{HeaderMap, Response};
use iron_session::{IronSession, Rejection};

use super::Failing;
use crate::common::{NOW, TestResult, Visit, cookies, sessions_at, set_cookies, v, visit_at};

/// The user of the session in these `Cookie` headers, or the reason why there is none.
pub(super) fn user<L: AsRef<[u8]>>(lines: impl IntoIterator<Item = L>) -> Result<Option<u32>, Rejection> {
    let headers = cookies(lines);
    let mut session = sessions_at::<Visit>(NOW).try_load(&headers)?;
    let mut response = Response::new(());
    session.save(&mut response).expect("nothing to write");
    assert_eq!(set_cookies(&response), [""; 0], "a session that was only read writes no cookie");
    Ok((!session.meta().is_new()).then(|| session.user_id()))
}

/// A header with `before` and then the valid cookie.
pub(super) fn bytes(before: &[u8]) -> Vec<u8> {
    [before, b"__Host-s=", v().as_bytes()].concat()
}

pub(super) const SESSION: Result<Option<u32>, Rejection> = Ok(Some(7));
const ABSENT: Result<Option<u32>, Rejection> = Ok(None);
const MALFORMED: Result<Option<u32>, Rejection> = Err(Rejection::Malformed);

pub(super) fn failing() -> Vec<Failing> {
    let v = v();
    let mut elsewhere = HeaderMap::new();
    elsewhere.insert("x-s-session", v.parse().expect("a header value"));
    vec![
        Failing::request("P01", "", HeaderMap::new()),
        Failing::value("P02", "malformed", ""),
        Failing::line("P03", "", format!("={v}")),
        Failing::line("P04", "", "__Host-s"),
        Failing::line("P08", "", format!("\u{2000}__Host-s={v}")),
        Failing::line("P09", "", bytes(b"\xc2\x85")),
        Failing::line("P09", "", bytes(b"\xc2\xa0")),
        Failing::line("P10", "malformed", "$Version=1; __Host-s=\"x\""),
        Failing::value("P11", "malformed", format!("\"{v}\"")),
        Failing::line("P12", "", format!("__host-s={v}")),
        Failing::value("P13", "malformed", v.replacen('A', "%41", 1)),
        Failing::line("P14", "malformed", b"x=\xc3\xa9; __Host-s=\xc3\xa9"),
        Failing::line("P15", "", format!("a=1, __Host-s={v}")),
        Failing::line("P16", "", format!("__Host-s.x={v}; __Host-sx={v}")),
        Failing::request("P17", "", elsewhere),
    ]
}

/// P01
#[test]
fn no_cookie_header_is_no_session() {
    assert_eq!(user([""; 0]), ABSENT);
}

/// P02
#[test]
fn an_empty_value_is_malformed() {
    assert_eq!(user(["__Host-s="]), MALFORMED);
}

/// P03
#[test]
fn a_pair_without_a_name_is_ignored() {
    assert_eq!(user([format!("={}", v())]), ABSENT);
}

/// P04
#[test]
fn a_name_without_an_equals_sign_is_ignored() {
    assert_eq!(user(["__Host-s"]), ABSENT);
}

/// P05
#[test]
fn a_cookie_in_the_second_of_two_headers_is_found() {
    assert_eq!(user(["a=1".to_owned(), format!("__Host-s={}", v())]), SESSION);
}

/// P06
#[test]
fn a_cookie_in_the_last_of_30_headers_is_found() {
    let mut lines: Vec<String> = (0..29).map(|at| format!("c{at}={at}")).collect();
    lines.push(format!("__Host-s={}", v()));
    assert_eq!(user(lines), SESSION);
}

/// P07
#[test]
fn spaces_and_tabs_around_a_pair_are_ignored() {
    assert_eq!(user([format!("a=1; \t__Host-s={} \t; b=2", v())]), SESSION);
    assert_eq!(user([format!(" \t__Host-s={} \t", v())]), SESSION);
}

/// P08
#[test]
fn a_unicode_space_before_the_name_makes_another_name() {
    let attacker = visit_at(NOW, 666);
    let disguised = format!("\u{2000}__Host-s={attacker}; ");
    assert_eq!(user([bytes(disguised.as_bytes())]), SESSION);
    assert_eq!(user([disguised]), ABSENT);
}

/// P09
#[test]
fn other_blank_bytes_before_the_name_make_another_name() {
    for blank in [&b"\xc2\x85"[..], b"\xc2\xa0", b"\x85", b"\xa0", b"\xe2\x80\x83"] {
        assert_eq!(user([bytes(blank)]), ABSENT);
    }
}

/// P10
#[test]
fn dollar_version_is_an_ordinary_cookie() {
    let quoted = user([format!("$Version=1; __Host-s=\"x\"; __Host-s={}", v())]);
    assert_eq!(quoted, SESSION);
}

/// P11
#[test]
fn a_value_in_quotes_is_malformed() {
    assert_eq!(user([format!("__Host-s=\"{}\"", v())]), MALFORMED);
}

/// P12
#[test]
fn a_name_in_other_case_is_another_name() {
    assert_eq!(user([format!("__host-s={}", v())]), ABSENT);
}

/// P13
#[test]
fn a_percent_encoded_value_is_malformed() {
    let encoded = v().replacen('A', "%41", 1);
    assert_eq!(user([format!("__Host-s={encoded}")]), MALFORMED);
}

/// P14
#[test]
fn a_cookie_after_one_with_non_ascii_bytes_is_found() {
    assert_eq!(user([bytes(b"x=\xc3\xa9; ")]), SESSION);
    assert_eq!(user([bytes(b"x=\xff\xfe; ")]), SESSION);
}

/// P14
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

/// P15
#[test]
fn a_comma_does_not_separate_cookies() {
    assert_eq!(user([format!("a=1, __Host-s={}", v())]), ABSENT);
}

/// P16
#[test]
fn names_that_only_begin_with_the_cookies_name_are_other_names() {
    assert_eq!(user([format!("__Host-s.0=z; __Host-sx=z; __Host-s={}", v())]), SESSION);
}

#[test]
fn names_that_only_end_with_the_cookies_name_are_other_names() {
    #[derive(IronSession)]
    #[iron(cookie = "s", max_age = "1h")]
    struct Short {
        count: u8,
    }

    for length in 0..20 {
        let header = format!("{}=1; xs=1", "a".repeat(length));
        assert_eq!(sessions_at::<Short>(NOW).load(&cookies([&header])).meta().rejection(), None, "{header}");
    }
}

/// P17
#[test]
fn a_seal_in_a_header_other_than_cookie_is_no_session() -> TestResult {
    for name in ["x-s-session", "x-__host-s-session", "authorization", "x-session"] {
        let request = http::Request::builder().header(name, v()).body(())?;
        assert!(sessions_at::<Visit>(NOW).load(&request).meta().is_new());
    }
    Ok(())
}

/// P18
#[test]
fn a_cookie_after_200_others_is_found() {
    let foreign: Vec<String> = (0..200).map(|at| format!("name{at}=value{at}; ")).collect();
    assert_eq!(user([bytes(foreign.concat().as_bytes())]), SESSION);
}

#[test]
fn names_with_space_before_the_equals_sign_are_other_names() {
    assert_eq!(user([format!("__Host-s ={}", v())]), ABSENT);
}
