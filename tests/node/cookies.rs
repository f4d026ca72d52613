//! The Set-Cookie header. Except for the seal, it has exactly the text that Node writes.

use std::time::Duration;

use iron_session::{Config, Keyring, Priority, SameSite, SessionManager};
use serde_json::{Value, json};

use super::program::node_server;
use super::rust_server::serve;
use super::{PASSWORD, VERSIONS};
use crate::client::exchange;

/// One configuration for both sides, and the cookie that a login writes, without its seal.
struct Case {
    options: Value,
    change: fn(Config) -> Config,
    written: &'static str,
}

fn cases() -> [Case; 4] {
    [
        Case {
            options: json!({}),
            change: |config| config,
            written: "sid=; Max-Age=1209540; Path=/; HttpOnly; Secure; SameSite=Lax",
        },
        Case {
            options: json!({ "ttl": 3600, "cookieOptions": {
                "domain": "shop.example", "path": "/app", "sameSite": "strict", "priority": "high",
                "partitioned": true,
            } }),
            change: |config| {
                let config = config.max_age(Duration::from_secs(3600)).domain("shop.example").path("/app");
                config.same_site(SameSite::Strict).priority(Priority::High).partitioned(true)
            },
            written: "sid=; Max-Age=3540; Domain=shop.example; Path=/app; HttpOnly; Secure; Partitioned; \
                      Priority=High; SameSite=Strict",
        },
        Case {
            options: json!({ "ttl": 61, "cookieOptions": {
                "httpOnly": false, "secure": false, "priority": "low",
            } }),
            change: |config| {
                let config = config.max_age(Duration::from_secs(61)).http_only(false);
                config.secure(false).priority(Priority::Low)
            },
            written: "sid=; Max-Age=1; Path=/; Priority=Low; SameSite=Lax",
        },
        Case {
            options: json!({ "cookieOptions": { "maxAge": null, "sameSite": "none" } }),
            change: |config| config.persistent(false).same_site(SameSite::None),
            written: "sid=; Path=/; HttpOnly; Secure; SameSite=None",
        },
    ]
}

fn rust(change: fn(Config) -> Config) -> u16 {
    let keys = Keyring::builder().fe26_password("1", PASSWORD).build().expect("a sound password");
    let sessions = SessionManager::new(keys).configure(|config| change(config).format_fe26());
    serve(sessions.expect("a sound configuration"))
}

fn node_options(case: &Case) -> Value {
    let mut options = json!({ "cookieName": "sid", "password": PASSWORD });
    for (name, value) in case.options.as_object().expect("options by name") {
        options[name] = value.clone();
    }
    options
}

/// The session's cookie that a server writes for a request without cookies. Rust writes it last, after the
/// marker of a strict one. No jar is used, because some cookies are for another host.
fn set_cookie(port: u16, path: &str) -> String {
    let answer =
        exchange(port, &format!("POST {path} HTTP/1.1"), b"", "name=Ada").expect("the server answers");
    answer.all("set-cookie").last().expect("a cookie").to_owned()
}

fn without_seal(set_cookie: &str) -> String {
    let (pair, attributes) = set_cookie.split_once(';').expect("attributes");
    let (name, seal) = pair.split_once('=').expect("a pair");
    assert!(seal.starts_with("Fe26.2*1*") && seal.ends_with("~2"), "{set_cookie}");
    format!("{name}=;{attributes}")
}

#[test]
fn a_cookie_is_written_as_node_writes_it() {
    for case in cases() {
        let rust = without_seal(&set_cookie(rust(case.change), "/login"));
        assert_eq!(rust, case.written);
        for version in VERSIONS {
            let node = node_server(version, &node_options(&case));
            assert_eq!(without_seal(&set_cookie(node.port, "/login")), rust, "iron-session {version}");
        }
    }
}

#[test]
fn a_cookie_is_removed_as_node_removes_it() {
    for case in cases() {
        let rust = set_cookie(rust(case.change), "/logout");
        for version in VERSIONS {
            let node = node_server(version, &node_options(&case));
            assert_eq!(set_cookie(node.port, "/logout"), rust, "iron-session {version}");
        }
    }
}

/// Version 8 writes `Max-Age=-30` here, and browsers do not keep such a cookie.
#[test]
fn a_short_cookie_is_written_as_version_9_writes_it() {
    let node = node_server("9", &json!({ "cookieName": "sid", "password": PASSWORD, "ttl": 30 }));
    let rust = rust(|config| config.max_age(Duration::from_secs(30)));
    let written = without_seal(&set_cookie(rust, "/login"));
    assert!(written.starts_with("sid=; Max-Age=30;"), "{written}");
    assert_eq!(without_seal(&set_cookie(node.port, "/login")), written);
}

/// The ciphertexts are not compared, because Rust also seals `"visits":0`.
#[test]
fn the_fields_of_a_seal_are_as_long_as_nodes() {
    let lengths = |set_cookie: &str| {
        let mut lengths: Vec<usize> = set_cookie.split('*').map(str::len).collect();
        lengths[4] = 0;
        lengths
    };
    let rust = set_cookie(rust(|config| config), "/login");
    for version in VERSIONS {
        let node = node_server(version, &json!({ "cookieName": "sid", "password": PASSWORD }));
        let node = set_cookie(node.port, "/login");
        assert_eq!(lengths(&rust), lengths(&node), "iron-session {version}");
    }
}

/// Node also counts the attributes, and cannot save a cookie that is larger with them. It must be able to
/// change each session that Rust has written.
#[test]
fn a_session_that_node_could_not_save_is_not_written() {
    let rust = rust(|config| config);
    let status = |port, name_chars| {
        let form = format!("name={}", "0".repeat(name_chars));
        exchange(port, "POST /login HTTP/1.1", b"", &form).expect("the server answers").status
    };
    let besides = r#","visits":0"#.len();
    for version in VERSIONS {
        let node = node_server(version, &json!({ "cookieName": "sid", "password": PASSWORD }));
        for chars in (2780..2880).step_by(4) {
            let (rust, node) = (status(rust, chars), status(node.port, chars + besides));
            assert!(rust == 500 || node == 200, "{chars} chars: iron-session {version} {node}, Rust {rust}");
        }
    }
}
