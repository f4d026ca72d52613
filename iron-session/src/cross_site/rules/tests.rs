//! The rules of [`CrossSite`], as tables of requests.

use super::CrossSite;
use crate::cross_site::{Given, Head};
use crate::error::CrossSiteReason::{self, FetchSite, Origin, TwoOrigins};

type Headers<'a> = &'a [(&'static str, &'a str)];

/// Asks the rules of a request to this path, with `Host: shop.example` unless another one is given.
fn ask(rules: &CrossSite, method: &str, path: &str, headers: Headers<'_>) -> Result<(), CrossSiteReason> {
    let own = [("host", "shop.example")];
    let has_host = headers.iter().any(|(name, _)| *name == "host");
    let all = || headers.iter().chain(own.iter().filter(|_| !has_host));
    let header =
        |wanted| Given::of(all().filter(|(name, _)| *name == wanted).map(|(_, value)| value.as_bytes()));
    rules.judge(&Head { method, path, authority: None, header })
}

#[test]
fn only_what_may_change_something_is_refused() {
    let rules = CrossSite::new();
    let of_another_site = ("sec-fetch-site", "cross-site");
    for method in ["POST", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "get", ""] {
        assert_eq!(ask(&rules, method, "/", &[of_another_site]), Err(FetchSite), "{method}");
    }
    for method in ["GET", "HEAD", "OPTIONS", "TRACE"] {
        assert_eq!(ask(&rules, method, "/", &[of_another_site]), Ok(()), "{method}");
    }
    for protocol in ["websocket", "WebSocket", "h2c, websocket", "websocket/13", " websocket "] {
        let headers = [of_another_site, ("upgrade", protocol)];
        assert_eq!(ask(&rules, "GET", "/", &headers), Err(FetchSite), "{protocol}");
    }
    let twice = [of_another_site, ("upgrade", "h2c"), ("upgrade", "websocket")];
    assert_eq!(ask(&rules, "GET", "/", &twice), Err(FetchSite));
    assert_eq!(ask(&rules, "GET", "/", &[of_another_site, ("upgrade", "h2c")]), Ok(()));
}

#[test]
fn the_headers_decide() {
    let rules = CrossSite::new();
    let cases: [(Headers<'_>, Result<(), CrossSiteReason>); 28] = [
        (&[], Ok(())),
        (&[("sec-fetch-site", "same-origin")], Ok(())),
        (&[("sec-fetch-site", "none")], Ok(())),
        (&[("sec-fetch-site", "same-site")], Err(FetchSite)),
        (&[("sec-fetch-site", "cross-site")], Err(FetchSite)),
        (&[("sec-fetch-site", "of-tomorrow")], Err(FetchSite)),
        (&[("sec-fetch-site", "Same-Origin")], Err(FetchSite)),
        (&[("sec-fetch-site", "")], Err(FetchSite)),
        (&[("sec-fetch-site", "none"), ("sec-fetch-site", "none")], Err(FetchSite)),
        // The proxy has changed `Host`, and the browser says that it is the same.
        (&[("sec-fetch-site", "same-origin"), ("origin", "https://public.example")], Ok(())),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://shop.example")], Err(FetchSite)),
        (&[("origin", "https://shop.example")], Ok(())),
        (&[("origin", "http://shop.example")], Ok(())),
        (&[("origin", "https://SHOP.example:443")], Ok(())),
        (&[("origin", "https://shop.example"), ("host", "Shop.Example:443")], Ok(())),
        (&[("origin", "https://shop.example:8443"), ("host", "shop.example:8443")], Ok(())),
        (&[("origin", "https://shop.example:8443")], Err(Origin)),
        (&[("origin", "https://shop.example"), ("host", "shop.example:80")], Err(Origin)),
        (&[("origin", "https://evil.example")], Err(Origin)),
        (&[("origin", "https://shop.example.evil.example")], Err(Origin)),
        (&[("origin", "https://www.shop.example")], Err(Origin)),
        (&[("origin", "null")], Err(Origin)),
        (&[("origin", "null"), ("host", "null")], Err(Origin)),
        (&[("origin", "")], Err(Origin)),
        (&[("origin", "app://shop.example")], Err(Origin)),
        (
            &[("origin", "https://shop.example"), ("host", "shop.example"), ("host", "shop.example")],
            Err(Origin),
        ),
        (&[("origin", "https://shop.example"), ("origin", "https://shop.example")], Err(TwoOrigins)),
        (&[("sec-fetch-site", "none"), ("origin", "null"), ("origin", "null")], Err(TwoOrigins)),
    ];
    for (headers, judged) in cases {
        assert_eq!(ask(&rules, "POST", "/", headers), judged, "{headers:?}");
    }
}

#[test]
fn what_a_proxy_adds_is_not_read() {
    let forwarded = [
        ("origin", "https://evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
    ];
    assert_eq!(ask(&CrossSite::new(), "POST", "/", &forwarded), Err(Origin));
}

#[test]
fn the_target_of_the_request_counts_before_its_host() {
    let header = |name| Given::of((name == "origin").then_some(b"https://shop.example".as_slice()));
    let of = |authority| CrossSite::new().judge(&Head { method: "POST", path: "/", authority, header });
    assert_eq!(of(Some("shop.example")), Ok(()));
    assert_eq!(of(Some("shop.example:443")), Ok(()));
    assert_eq!(of(Some("a@shop.example")), Err(Origin));
    assert_eq!(of(None), Err(Origin), "a request without a host");
}

#[test]
fn a_public_origin_takes_the_place_of_the_host() {
    let rules = CrossSite::new().public_origin("https://Public.example").expect("an origin");
    for (origin, judged) in [
        ("https://public.example", Ok(())),
        ("https://public.example:443", Ok(())),
        ("http://public.example", Err(Origin)),
        ("https://shop.example", Err(Origin)),
    ] {
        assert_eq!(ask(&rules, "POST", "/", &[("origin", origin)]), judged, "{origin}");
    }
    let of_sibling = [("sec-fetch-site", "same-site"), ("origin", "https://public.example")];
    assert_eq!(ask(&rules, "POST", "/", &of_sibling), Err(FetchSite));
}

#[test]
fn an_allowed_origin_may_send_all() {
    let rules = CrossSite::new().allow_origin("https://admin.example").expect("an origin");
    let from = |site, origin| ask(&rules, "POST", "/", &[("sec-fetch-site", site), ("origin", origin)]);
    assert_eq!(from("cross-site", "https://admin.example:443"), Ok(()));
    assert_eq!(from("cross-site", "http://admin.example"), Err(FetchSite));
    assert_eq!(from("same-site", "https://shop.example"), Err(FetchSite));
    assert_eq!(ask(&rules, "POST", "/", &[("origin", "https://admin.example")]), Ok(()));
    assert_eq!(ask(&rules, "POST", "/", &[("origin", "https://shop.example")]), Ok(()), "and its own");
}

#[test]
fn an_exception_is_for_whole_segments() {
    let rules =
        CrossSite::new().except("/webhook").and_then(|rules| rules.except("/login/saml/")).expect("paths");
    for path in ["/webhook", "/webhook/", "/webhook/a", "/webhook/a%2Fb", "/login/saml", "/login/saml/acs"] {
        assert_eq!(ask(&rules, "POST", path, &[("origin", "null")]), Ok(()), "{path}");
    }
    for path in [
        "/",
        "",
        "/webhooks",
        "/webhook.json",
        "/Webhook",
        "//webhook",
        "/a/webhook",
        "/webhook%2Fa",
        "/webhook/../account",
        "/webhook/%2E%2e/account",
        "/webhook/a\\..\\..\\account",
        "/login",
    ] {
        assert_eq!(ask(&rules, "POST", path, &[("origin", "null")]), Err(Origin), "{path}");
    }
}

#[test]
fn what_is_set_up_wrongly_is_an_error() {
    for origin in ["", "null", "*", "shop.example", "https://shop.example/", "https://*.shop.example"] {
        assert!(CrossSite::new().public_origin(origin).is_err(), "{origin}");
        assert!(CrossSite::new().allow_origin(origin).is_err(), "{origin}");
    }
    assert!(CrossSite::new().public_origin("app://localhost").is_err());
    assert!(CrossSite::new().allow_origin("app://localhost").is_ok());
    for path in ["", "/", "//", "webhook", "/a?b", "/a#b", "/a b", "/a/../b", "/a\\b", "/\u{fc}"] {
        assert!(CrossSite::new().except(path).is_err(), "{path}");
    }
}
