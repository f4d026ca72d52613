//! Names and values: prefixes in any case, sizes, and pairs of odd forms.

use http::HeaderMap;
use iron_session::testing::SetCookieValues;
use iron_session::{IronSession, Keyring, Session, SessionManager};

use super::row::{Row, dropped, kept, row, row_of};

pub(super) fn rows() -> Vec<Row> {
    [prefixes(), addresses(), sizes(), forms(), chunks()].concat()
}

fn prefixes() -> Vec<Row> {
    vec![
        kept("`__Host-` with all that it asks for", "__Host-a=1; Secure; Path=/"),
        kept("`__Host-` in lower case", "__host-a=1; Secure; Path=/"),
        dropped("`__Host-` in upper case, without Secure", "__HOST-a=1; Path=/"),
        dropped("`__Host-` in mixed case, with another path", "__hOsT-a=1; Secure; Path=/cart"),
        dropped("`__Host-` without a path", "__Host-a=1; Secure"),
        row_of(
            "`__Host-` without a path, where the default is the root",
            "localhost/",
            ["__Host-a=1; Secure"],
        )
        .sends("localhost/", ""),
        dropped("`__Host-` with a domain", "__Host-a=1; Secure; Path=/; Domain=localhost"),
        kept("`__Host-` with an empty domain", "__Host-a=1; Secure; Path=/; Domain="),
        kept("`__Host-` alone is a name", "__Host-=1; Secure; Path=/"),
        kept("what only resembles a prefix", "_Host-a=1"),
        kept("`__Secure-`, and no path", "__Secure-a=1; Secure"),
        dropped("`__Secure-` in lower case, without Secure", "__secure-a=1"),
        kept("`__Http-` with HttpOnly", "__Http-a=1; Secure; HttpOnly"),
        dropped("`__Http-` in upper case, without HttpOnly", "__HTTP-a=1; Secure"),
        kept("`__Host-Http-` with all that it asks for", "__Host-Http-a=1; Secure; HttpOnly; Path=/"),
        dropped("`__Host-Http-` in lower case, without HttpOnly", "__host-http-a=1; Secure; Path=/"),
        dropped("`__Host-Http-` with another path", "__Host-Http-a=1; Secure; HttpOnly; Path=/cart"),
        dropped("no name, and a value with a prefix", "=__Host-a=1; Secure; Path=/"),
        dropped("no `=`, and a prefix in lower case", "__secure-a; Secure"),
    ]
}

fn addresses() -> Vec<Row> {
    vec![
        row_of("`__Host-` on an address", "127.0.0.1/", ["__Host-a=1; Secure; Path=/"])
            .sends("127.0.0.1/x", "__Host-a=1"),
        row_of("an address as a domain", "127.0.0.1/", ["a=1; Domain=127.0.0.1"])
            .sends("127.0.0.1/", "a=1")
            .sends("localhost/", ""),
        row_of("a part of an address as a domain", "127.0.0.1/", ["a=1; Domain=0.0.1"])
            .sends("127.0.0.1/", ""),
        row_of(
            "`__Host-` with an address as a domain",
            "127.0.0.1/",
            ["__Host-a=1; Secure; Path=/; Domain=127.0.0.1"],
        )
        .sends("127.0.0.1/", "")
        .but_chromium_sends(["__Host-a=1"], "the RFC allows no domain; Chromium allows the address itself"),
    ]
}

fn sizes() -> Vec<Row> {
    let path = |bytes: usize| format!("a=1; Path=/{}", "p".repeat(bytes - 1));
    vec![
        kept("a pair of 4096 bytes", format!("a={}", "v".repeat(4095))),
        dropped("a pair of 4097 bytes", format!("a={}", "v".repeat(4096))),
        kept("a name of 4096 bytes", format!("{}=", "n".repeat(4096))),
        dropped("a name of 4096 bytes and a value of one", format!("{}=v", "n".repeat(4096))),
        dropped("a pair of 4095 characters and 4097 bytes", format!("a={}\u{e9}\u{e9}", "v".repeat(4092))),
        kept("4096 bytes with a prefix", format!("__Host-a={}; Secure; Path=/", "v".repeat(4088))),
        row("spaces around a value do not count", format!("a=  {}  ", "v".repeat(4095)))
            .sends_here(format!("a={}", "v".repeat(4095))),
        row("a path of 1024 bytes", path(1024)).sends_here(""),
        kept("a path of 1025 bytes is ignored alone", path(1025)),
        dropped("a domain of 1024 bytes", format!("a=1; Domain={}.localhost", "d".repeat(1014))),
        kept(
            "a domain of 1025 bytes is ignored alone",
            format!("a=1; Domain={}.localhost", "d".repeat(1015)),
        ),
        kept("an unknown attribute of 5000 bytes", format!("a=1; Note={}; HttpOnly", "n".repeat(5000))),
    ]
}

fn forms() -> Vec<Row> {
    vec![
        row("spaces and tabs around name and value", " \ta\t = \t1 ; Path=/").sends_here("a=1"),
        kept("quotes belong to the value", "a=\"1, 2\""),
        kept("further `=` belong to the value", "a=b=c"),
        kept("a name with a space", "a b=1"),
        kept("an empty value", "a="),
        row("no name", "=1").sends_here("1"),
        kept("no `=`", "bare"),
        dropped("neither name nor value", "=; Path=/"),
        dropped("nothing at all", "; Path=/"),
        kept("letters of several bytes", "caf\u{e9}=\u{fc}\u{df}"),
        dropped("a control character in the value", "a=1\u{1}2"),
        dropped("a control character in an attribute", "a=1; Path=/\u{7f}"),
        dropped("a tab inside the value", "a=1\t2"),
        dropped("a tab inside the name", "a\tb=1"),
        dropped("a tab inside an unknown attribute", "a=1; Note=1\t2"),
        dropped("a tab inside the name of an unknown attribute", "a=1; No\tte"),
        kept("tabs around an attribute", "a=1;\tPath\t=\t/\t; HttpOnly\t"),
        dropped("a tab after a further `=`", "a=b=\tc"),
        kept("`$Version` is an ordinary name", "$Version=1"),
        row("two cookies in one header are one value", "a=1, b=2").sends_here("a=1, b=2"),
        kept(
            "attributes in any case, and with spaces",
            "a=1 ;  pAtH = / ;SECURE;httponly ; samesite = STRICT",
        ),
    ]
}

/// A session in up to three cookies.
#[derive(IronSession)]
#[iron(cookie = "__Host-notes", max_age = "1h", chunks = 3)]
struct Notes {
    text: String,
}

/// The Set-Cookie values of a session that was changed, and the request that brings it back.
fn saved(mut session: Session<Notes>, bytes: usize) -> (Vec<String>, HeaderMap) {
    session.set_text("n".repeat(bytes));
    let texts = session.set_cookies().expect("it fits into three cookies").set_cookie_values();
    let pairs = texts.iter().filter(|text| !text.contains("Max-Age=0;"));
    let pairs: Vec<&str> = pairs.filter_map(|text| text.split(';').next()).collect();
    let mut request = HeaderMap::new();
    request.insert("cookie", pairs.join("; ").parse().expect("letters of base64url"));
    (texts, request)
}

fn chunks() -> Vec<Row> {
    let sessions = SessionManager::<Notes>::new(Keyring::generate().expect("random bytes"));
    let (three, of_three) = saved(sessions.load(&HeaderMap::new()), 7000);
    let (two, of_two) = saved(sessions.load(&of_three), 4000);
    let (whole, of_whole) = saved(sessions.load(&of_two), 100);
    let removed = sessions.load(&of_three).destroy().set_cookies().set_cookie_values();
    let sent = |request: &HeaderMap| request["cookie"].to_str().expect("ASCII").to_owned();
    let page = "localhost/notes";
    let shrunk = |about, sets: &[&Vec<String>], cookies: String| {
        let mut row = row_of(about, page, three.clone()).sends(page, cookies);
        row.set.extend(sets.iter().map(|set| (page, (*set).clone())));
        row
    };
    vec![
        shrunk("a session in three chunks", &[], sent(&of_three)),
        shrunk("three chunks that become two", &[&two], sent(&of_two)),
        shrunk("three chunks that become a whole session", &[&two, &whole], sent(&of_whole)),
        shrunk("a logout of three chunks", &[&removed], String::new()),
    ]
}
