//! Tests of the jar itself, because other tests rely on it.

use std::time::Duration;

use super::{DropReason, Dropped, Jar};
use crate::config::SameSite;
use crate::testing::Clock;

const HTTPS: &str = "https://www.shop.example/cart/view";
const PLAIN: &str = "http://www.shop.example/cart/view";
const LOOPBACK: &str = "http://127.0.0.1/";

fn clock() -> Clock {
    Clock::at(1_800_000_000)
}

/// The jar after one Set-Cookie, or why it was refused.
fn stored(text: &str, from: &str) -> Result<Jar, Dropped> {
    let mut jar = Jar::new().clock(clock().reader());
    jar.try_receive(from, &[text])?;
    Ok(jar)
}

/// The `Cookie` header that is sent later, if the jar has kept the cookie.
fn sent(text: &str, to: &str, later: u64) -> Option<String> {
    let clock = clock();
    let mut jar = Jar::new().clock(clock.reader());
    jar.try_receive(HTTPS, &[text]).ok()?;
    clock.advance(Duration::from_secs(later));
    jar.header(to)
}

#[test]
fn attributes_are_kept() {
    let text = "__Host-s=v; Max-Age=60; Path=/; Secure; HttpOnly; samesite=lax; Partitioned; Priority=High";
    let jar = stored(text, HTTPS).unwrap();
    let cookie = jar.get("__Host-s").unwrap();
    assert!(cookie.secure && cookie.http_only && cookie.partitioned && cookie.host_only);
    assert_eq!((cookie.value.as_str(), cookie.path.as_str()), ("v", "/"));
    assert_eq!((cookie.same_site, cookie.domain.as_str()), (Some(SameSite::Lax), "www.shop.example"));
    assert_eq!(cookie.expires, Some(clock().now() + Duration::from_secs(60)));
}

#[test]
fn a_prefix_demands_its_attributes() {
    for good in [
        "__Secure-s=v; Secure; Domain=shop.example",
        "__Host-s=v; Secure; Path=/",
        "__Http-s=v; Secure; HttpOnly",
        "__Host-Http-s=v; Secure; HttpOnly; Path=/",
    ] {
        assert_eq!(stored(good, HTTPS).map(|_| ()), Ok(()), "{good}");
    }
    for bad in [
        "__Secure-s=v",
        "__secure-s=v",
        "__Host-s=v; Path=/",
        "__Host-s=v; Secure",
        "__Host-s=v; Secure; Path=/cart",
        "__HOST-s=v; Secure; Path=/; Domain=www.shop.example",
        "__Http-s=v; Secure",
        "__Host-Http-s=v; Secure; Path=/",
        "=__Host-s=v; Secure; Path=/",
    ] {
        assert!(stored(bad, HTTPS).is_err(), "{bad}");
    }
}

#[test]
fn secure_is_accepted_from_https_and_loopback_only() {
    assert!(stored("s=v; Secure", HTTPS).is_ok());
    assert!(stored("s=v; Secure", LOOPBACK).is_ok());
    assert!(stored("s=v; Secure", PLAIN).is_err());
    assert_eq!(sent("s=v; Secure; Path=/", PLAIN, 0), None);
}

#[test]
fn same_site_none_and_partitioned_need_secure() {
    for text in ["s=v; SameSite=None", "s=v; Partitioned"] {
        assert!(stored(text, HTTPS).is_err(), "{text}");
        assert!(stored(&format!("{text}; Secure"), HTTPS).is_ok(), "{text}");
    }
}

#[test]
fn a_pair_over_4096_bytes_is_ignored() {
    assert!(stored(&format!("s={}", "v".repeat(4095)), HTTPS).is_ok());
    assert!(stored(&format!("s={}", "v".repeat(4096)), HTTPS).is_err());
}

#[test]
fn an_attribute_over_1024_bytes_is_ignored_alone() {
    let jar = stored(&format!("s=v; HttpOnly; Path=/{}", "p".repeat(1024)), HTTPS).unwrap();
    let cookie = jar.get("s").unwrap();
    assert_eq!((cookie.path.as_str(), cookie.http_only), ("/cart", true));
}

#[test]
fn control_characters_and_empty_pairs_are_refused() {
    for text in
        ["s=v\r\nSet-Cookie: t=w", "s=\0", "s=v; Path=/\x7f", "s=a\tb", "s\tt=v", "", "=", " ; Secure"]
    {
        assert!(stored(text, HTTPS).is_err(), "{text:?}");
    }
}

#[test]
fn a_cookie_ends_by_max_age_rather_than_expires() {
    let long_ago = "Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    assert_eq!(sent("s=v; Path=/; Max-Age=60", HTTPS, 59).as_deref(), Some("s=v"));
    assert_eq!(sent("s=v; Path=/; Max-Age=60", HTTPS, 60), None);
    assert_eq!(sent(&format!("s=v; Path=/; Max-Age=60; {long_ago}"), HTTPS, 0).as_deref(), Some("s=v"));
    assert_eq!(sent(&format!("s=v; Path=/; {long_ago}"), HTTPS, 0), None);
    assert_eq!(sent("s=v; Path=/; Max-Age=soon", HTTPS, 1 << 30).as_deref(), Some("s=v"));
    assert_eq!(sent("s=v; Path=/; Max-Age=99999999999999999999", HTTPS, 400 * 86_400), None);
}

#[test]
fn a_removal_must_have_the_path_and_domain_of_the_cookie() {
    let mut jar = stored("s=v; Path=/; Domain=shop.example", HTTPS).unwrap();
    for elsewhere in ["s=; Max-Age=0; Path=/", "s=; Max-Age=0; Path=/cart; Domain=shop.example"] {
        jar.try_receive(HTTPS, &[elsewhere]).unwrap();
        assert!(jar.get("s").is_some(), "{elsewhere}");
    }
    jar.receive(HTTPS, &["s=; Max-Age=0; Path=/; Domain=.SHOP.example"]);
    assert!(jar.get("s").is_none());
}

#[test]
fn host_only_cookies_stay_and_domain_cookies_travel() {
    let below = "https://api.www.shop.example/cart/view";
    assert_eq!(sent("s=v; Path=/", below, 0), None);
    assert_eq!(sent("s=v; Path=/; Domain=shop.example", below, 0).as_deref(), Some("s=v"));
    for foreign in ["example", "other.example", "op.example", "api.www.shop.example"] {
        assert!(stored(&format!("s=v; Domain={foreign}"), HTTPS).is_err(), "{foreign}");
    }
}

#[test]
fn paths_match_whole_segments() {
    assert_eq!(
        sent("s=v", "https://www.shop.example/cart", 0).as_deref(),
        Some("s=v"),
        "the default is the directory"
    );
    assert_eq!(sent("s=v", "https://www.shop.example/cart/view/2", 0).as_deref(), Some("s=v"));
    assert_eq!(sent("s=v", "https://www.shop.example/cartoon", 0), None);
    assert_eq!(sent("s=v; Path=relative", "https://www.shop.example/", 0), None);
}

#[test]
fn longer_paths_are_sent_first_and_a_new_value_keeps_its_place() {
    let mut jar = Jar::new();
    jar.receive(HTTPS, &["a=1; Path=/", "b=2; Path=/", "c=3; Path=/cart", "a=4; Path=/", "bare; Path=/"]);
    jar.get_mut("b").unwrap().value = "5".to_owned();
    assert_eq!(jar.header(HTTPS).as_deref(), Some("c=3; a=4; b=5; bare"));
}

#[test]
fn a_url_names_the_page_and_a_path_is_of_the_origin() {
    let mut jar = Jar::at("http://Shop.example:8080");
    jar.receive("/cart", &["a=1; Path=/"]);
    for same in ["/", "http://shop.example/x?y=/z#w", "https://SHOP.example:443", "ws://shop.example"] {
        assert_eq!(jar.header(same).as_deref(), Some("a=1"), "{same}");
    }
    assert_eq!(jar.header("https://www.shop.example/"), None);
    assert!(jar.try_receive("/", &["s=v; Secure"]).is_err(), "the origin has no https");
    assert!(Jar::new().try_receive("/", &["s=v; Secure"]).is_ok(), "a path alone counts as https");
}

#[test]
fn this_machine_is_trusted_and_what_looks_like_it_is_not() {
    for here in ["http://localhost:3000", "http://a.localhost", "http://127.8.0.1", "http://[::1]:80"] {
        assert!(stored("__Host-s=v; Secure; Path=/", here).is_ok(), "{here}");
    }
    for elsewhere in ["http://127.0.0.1.example", "http://localhost.example", "http://[::2]"] {
        assert_eq!(
            stored("s=v; Secure", elsewhere).unwrap_err().reason(),
            DropReason::NotHttps,
            "{elsewhere}"
        );
    }
}

#[test]
fn a_public_suffix_is_refused_but_from_the_host_of_that_name() {
    let dropped = stored("s=v; Domain=co.uk", "https://shop.co.uk").unwrap_err();
    assert_eq!(dropped.reason(), DropReason::PublicSuffix);
    for host in ["localhost", "co.uk", "[::1]"] {
        let jar = stored(&format!("s=v; Domain={host}"), &format!("https://{host}/")).unwrap();
        assert!(jar.get("s").unwrap().host_only, "{host}");
    }
}

#[test]
fn an_address_has_no_hosts_below_it() {
    let jar = stored("s=v; Domain=192.168.1.20", "https://192.168.1.20").unwrap();
    assert_eq!(jar.header("https://192.168.1.20").as_deref(), Some("s=v"));
    assert!(stored("s=v; Domain=1.20", "https://192.168.1.20").is_err());
}

#[test]
fn a_host_prefix_forbids_a_domain_even_where_that_names_the_host_alone() {
    for (host, domain) in [("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]", "[::1]")] {
        let text = format!("a=1; Secure; Path=/; Domain={domain}");
        assert!(stored(&text, &format!("http://{host}")).is_ok_and(|jar| jar.get("a").unwrap().host_only));
        let dropped = stored(&format!("__Host-{text}"), &format!("http://{host}")).unwrap_err();
        assert_eq!(dropped.reason(), DropReason::HostPrefixWithDomain, "{host}");
    }
}

#[test]
fn partitioned_and_unpartitioned_cookies_are_two() {
    let mut jar = stored("s=1; Secure; Path=/", HTTPS).unwrap();
    jar.receive(HTTPS, &["s=2; Secure; Path=/; Partitioned"]);
    assert_eq!(jar.header(HTTPS).as_deref(), Some("s=1; s=2"));
    jar.receive(HTTPS, &["s=; Secure; Path=/; Partitioned; Max-Age=0"]);
    assert_eq!(jar.header(HTTPS).as_deref(), Some("s=1"));
}

#[test]
fn a_page_without_https_neither_hides_nor_removes_a_secure_cookie() {
    let mut jar = stored("s=1; Secure; Path=/; Domain=shop.example", HTTPS).unwrap();
    for text in ["s=2", "s=2; Path=/cart/view", "s=; Max-Age=0; Path=/; Domain=shop.example"] {
        let dropped = jar.try_receive(PLAIN, &[text]).unwrap_err();
        assert_eq!(dropped.reason(), DropReason::HidesSecure, "{text}");
    }
    assert_eq!(jar.header(HTTPS).as_deref(), Some("s=1"));
    jar.receive(PLAIN, &["t=1", "s=; Max-Age=0; Path=/; Domain=shop.example"]); // a removal is no mistake
    assert_eq!(jar.header(HTTPS).as_deref(), Some("t=1; s=1"));
}

#[test]
fn a_cookie_that_has_ended_is_forgotten_and_a_new_one_is_sent_last() {
    let clock = clock();
    let mut jar = Jar::new().clock(clock.reader());
    jar.receive("/", &["a=1; Max-Age=60", "b=2"]);
    clock.advance(Duration::from_secs(60));
    jar.receive("/", &["a=3"]);
    assert_eq!(jar.header("/").as_deref(), Some("b=2; a=3"));
}

#[test]
fn a_cookie_that_has_ended_is_not_there() {
    let clock = clock();
    let mut jar = Jar::new().clock(clock.reader());
    jar.receive("/", &["a=1; Max-Age=60; Path=/old", "a=2; Path=/"]);
    assert_eq!(jar.get("a").unwrap().value, "1");
    clock.advance(Duration::from_secs(60));
    assert_eq!(jar.get("a").unwrap().value, "2");
    assert_eq!(jar.get_mut("a").unwrap().value, "2");
    jar.receive("/", &["a=; Max-Age=0; Path=/"]);
    assert!(jar.get("a").is_none() && jar.get_mut("a").is_none());
}

#[test]
fn a_host_prefix_asks_for_a_path_even_where_the_default_is_the_root() {
    for prefix in ["__Host-", "__Host-Http-"] {
        let dropped = Jar::new().try_receive("/login", &[format!("{prefix}a=1; Secure; HttpOnly").as_str()]);
        assert_eq!(dropped.unwrap_err().reason(), DropReason::HostPrefixWithPath, "{prefix}");
        let kept =
            Jar::new().try_receive("/login", &[format!("{prefix}a=1; Secure; HttpOnly; Path=/").as_str()]);
        assert!(kept.is_ok(), "{prefix}");
    }
}

#[test]
fn a_removal_of_what_is_not_there_is_no_mistake() {
    let mut jar = Jar::new();
    jar.receive("/", &["s=; Max-Age=0; Domain=other.example", "s=; Max-Age=0"]);
    assert_eq!(jar.header("/"), None);
}

#[test]
#[should_panic(
    expected = "its domain does not contain the host of the page; the page was https://localhost/login"
)]
fn a_cookie_that_a_browser_drops_is_told_with_the_page() {
    Jar::new().receive("/login", &["s=v; Domain=shop.example"]);
}

#[test]
#[should_panic(expected = "`no url` is no URL")]
fn what_is_no_url_is_told() {
    let _ = Jar::new().header("no url");
}

#[test]
fn debug_shows_no_values() {
    let jar = stored("s=planted; Path=/", HTTPS).unwrap();
    let shown = format!("{jar:?}");
    assert!(shown.contains("<7 bytes>") && !shown.contains("planted"), "{shown}");
}
