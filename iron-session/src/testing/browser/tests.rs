//! Tests of the jar itself, because other tests rely on it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Jar, Place};

const HTTPS: Place<'_> = Place { https: true, host: "www.shop.example", path: "/cart/view" };
const PLAIN: Place<'_> = Place { https: false, ..HTTPS };
const LOOPBACK: Place<'_> = Place { https: false, host: "127.0.0.1", path: "/" };

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

/// The jar after one Set-Cookie, or why it was refused.
fn stored(text: &str, from: Place<'_>) -> Result<Jar, &'static str> {
    let mut jar = Jar::default();
    jar.store(text, from, now())?;
    Ok(jar)
}

/// The `Cookie` header that is sent later, if the jar has kept the cookie.
fn sent(text: &str, to: Place<'_>, later: u64) -> Option<String> {
    stored(text, HTTPS).ok()?.header(to, now() + Duration::from_secs(later))
}

#[test]
fn attributes_are_kept() {
    let text = "__Host-s=v; Max-Age=60; Path=/; Secure; HttpOnly; samesite=lax; Partitioned; Priority=High";
    let jar = stored(text, HTTPS).unwrap();
    let cookie = jar.get("__Host-s").unwrap();
    assert!(cookie.secure && cookie.http_only && cookie.partitioned && cookie.host_only);
    assert_eq!((cookie.value.as_str(), cookie.path.as_str()), ("v", "/"));
    assert_eq!((cookie.same_site.as_deref(), cookie.domain.as_str()), (Some("Lax"), HTTPS.host));
    assert_eq!(cookie.expires, Some(now() + Duration::from_secs(60)));
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
    for text in ["s=v\r\nSet-Cookie: t=w", "s=\0", "s=v; Path=/\x7f", "", "=", " ; Secure"] {
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
        jar.store(elsewhere, HTTPS, now()).unwrap();
        assert!(jar.get("s").is_some(), "{elsewhere}");
    }
    jar.store("s=; Max-Age=0; Path=/; Domain=.SHOP.example", HTTPS, now()).unwrap();
    assert!(jar.get("s").is_none());
}

#[test]
fn host_only_cookies_stay_and_domain_cookies_travel() {
    let below = Place { host: "api.www.shop.example", ..HTTPS };
    assert_eq!(sent("s=v; Path=/", below, 0), None);
    assert_eq!(sent("s=v; Path=/; Domain=shop.example", below, 0).as_deref(), Some("s=v"));
    for foreign in ["example", "other.example", "op.example", "api.www.shop.example"] {
        assert!(stored(&format!("s=v; Domain={foreign}"), HTTPS).is_err(), "{foreign}");
    }
}

#[test]
fn paths_match_whole_segments() {
    let to = |path| Place { path, ..HTTPS };
    assert_eq!(sent("s=v", to("/cart"), 0).as_deref(), Some("s=v"), "the default is the directory");
    assert_eq!(sent("s=v", to("/cart/view/2"), 0).as_deref(), Some("s=v"));
    assert_eq!(sent("s=v", to("/cartoon"), 0), None);
    assert_eq!(sent("s=v; Path=relative", to("/"), 0), None);
}

#[test]
fn longer_paths_are_sent_first_and_a_new_value_keeps_its_place() {
    let mut jar = Jar::default();
    for text in ["a=1; Path=/", "b=2; Path=/", "c=3; Path=/cart", "a=4; Path=/", "bare; Path=/"] {
        jar.store(text, HTTPS, now()).unwrap();
    }
    jar.get_mut("b").unwrap().value = "5".to_owned();
    assert_eq!(jar.header(HTTPS, now()).as_deref(), Some("c=3; a=4; b=5; bare"));
}
