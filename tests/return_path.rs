//! `return_path`: no text leads a browser to another site.

use iron_session::return_path;
use proptest::prelude::*;
use url::Url;

/// Texts from which attackers build addresses, and some that programs have.
const PARTS: [&str; 40] = [
    "/",
    "//",
    "\\",
    "/\\",
    ".",
    "..",
    "...",
    ":",
    "?",
    "#",
    "@",
    "&",
    "=",
    "+",
    ";",
    "%",
    "%25",
    "%2f",
    "%2F",
    "%5c",
    "%09",
    "%0a",
    "%0D",
    "%00",
    "%20",
    "%2e",
    "%252f",
    "%255C",
    "%2509",
    "%c3%bc",
    "%ff",
    "\t",
    "\n",
    " ",
    "\u{fc}",
    "\u{2044}",
    "\u{ff0f}",
    "http:",
    "evil.example",
    "orders",
];

/// Where a browser goes from the login page, also if somebody decodes the path once more.
fn stays(path: &str) -> bool {
    let page = Url::parse("https://shop.example/account/login?next=x").expect("an address");
    let decoded = percent_decoded(path);
    [path, &decoded].iter().all(|path| {
        page.join(path).is_ok_and(|url| url.origin() == page.origin() && !url.path().starts_with("//"))
    })
}

fn percent_decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
    decoded.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

#[test]
fn a_path_of_the_site_is_returned() {
    for (query, path) in [
        ("next=/", "/"),
        ("next=/orders/7", "/orders/7"),
        ("next=%2Forders%3Fyear%3D2026%26page%3D2", "/orders?year=2026&page=2"),
        ("a=b&next=/a&next=/b", "/a"),
        ("next=/a%2520b%2Bc+d", "/a%20b+c%20d"),
        ("next=/caf%C3%A9?q=caf\u{e9}", "/caf%C3%A9?q=caf%C3%A9"),
        ("next=/wiki//a/https:%2f%2fshop.example", "/wiki//a/https://shop.example"),
        ("next=/a%23b", "/a#b"),
        ("next=/search?q=%255c%252f%250a..%2f..", "/search?q=%5c%2f%0a../.."),
    ] {
        assert_eq!(return_path(query).as_deref(), Some(path), "{query}");
    }
}

#[test]
fn no_other_site_is_returned() {
    for query in [
        "next=https://evil.example",
        "next=javascript:alert(1)",
        "next=//evil.example",
        "next=/\\evil.example",
        "next=\\\\evil.example",
        "next=%2f%2fevil.example",
        "next=/%2fevil.example",
        "next=/%252fevil.example",
        "next=/%5cevil.example",
        "next=/%255Cevil.example",
        "next=/a%5c..%5c..%5c%5cevil.example",
        "next=/.//evil.example",
        "next=/a/..//evil.example",
        "next=/%2e%2e//evil.example",
        "next=/a/%252E%252e//evil.example",
        "next=/.%252f%252fevil.example",
        "next=/a%255c..%252F/evil.example",
        "next=/\t/evil.example",
        "next=/%09/evil.example",
        "next=/%2509/evil.example",
        "next=%09//evil.example",
        "next=+//evil.example",
    ] {
        assert_eq!(return_path(query), None, "{query}");
    }
}

#[test]
fn what_is_no_path_is_nothing() {
    let long = format!("next=/{}", "a".repeat(2048));
    let endless = format!("next=/{}", "%".repeat(1_000_000));
    for query in [
        "",
        "next",
        "next=",
        "Next=/a",
        "xnext=/a",
        "next=orders",
        "next=/a%0d%0aSet-Cookie:x=y",
        "next=/a%00",
        "next=/a%7f",
        "next=/a%c2%85",
        "next=/a%ff",
        "next=/a%c3",
        "next=/a%zz",
        "next=/a%+1",
        "next=/a%2",
        "next=/a%",
        "next=/a%\u{fc}",
        &long,
        &endless,
    ] {
        assert_eq!(return_path(query), None, "{query}");
    }
    assert_eq!(return_path(None), None);
}

proptest! {
    #[test]
    fn no_text_leads_away(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..8)) {
        let query = format!("next={}", parts.concat());
        if let Some(path) = return_path(query.as_str()) {
            prop_assert!(stays(&path), "{query} -> {path}");
            prop_assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{query} -> {path}");
        }
    }

    #[test]
    fn no_path_leads_away(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..8)) {
        let query = format!("next=/{}", parts.concat());
        if let Some(path) = return_path(query.as_str()) {
            prop_assert!(stays(&path), "{query} -> {path}");
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(text in any::<String>()) {
        if let Some(path) = return_path(format!("next=/{text}").as_str()) {
            prop_assert!(stays(&path), "{text:?} -> {path}");
        }
    }
}
