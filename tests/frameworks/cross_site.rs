//! Which requests of other sites are refused in every framework.

use iron_session::CrossSite;

use crate::client::Answer;

use super::contract::{Visit, assert_written, set_cookies};
use super::site::{Host, Site};

const OF_ANOTHER_SITE: &str = "Sec-Fetch-Site: cross-site\r\n";
const OF_A_SIBLING: &str = "Sec-Fetch-Site: same-site\r\n";
const OWN: &str = "Sec-Fetch-Site: same-origin\r\n";
const EVIL: &str = "Origin: https://evil.example\r\n";
const WEBSOCKET: &str = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

impl Visit {
    fn guarded<F: Host>(rules: CrossSite) -> Self {
        let mut site = Site::new();
        site.refused = Some(rules);
        Self::on::<F>(site)
    }

    fn post(&self, path: &str, headers: &str) -> Answer {
        self.ask("POST", path, headers).expect("an answer")
    }
}

fn assert_refused(answer: &Answer) {
    assert_eq!((answer.status, set_cookies(answer)), (403, Vec::new()), "{answer:?}");
}

pub(super) fn requests_of_other_sites_are_refused<F: Host>() {
    let visit = Visit::guarded::<F>(CrossSite::new());
    let twice = format!("{EVIL}Origin: http://127.0.0.1:{}\r\n", visit.served.port);
    let forwarded = format!("{EVIL}X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n");
    let null = "Origin: null\r\n".to_owned();
    let refused = [OF_ANOTHER_SITE, OF_A_SIBLING, EVIL].map(str::to_owned);
    let refused: Vec<String> = refused.into_iter().chain([twice, forwarded, null]).collect();
    for headers in &refused {
        assert_refused(&visit.post("/twice", headers));
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        assert_refused(&visit.ask(method, "/members", OF_ANOTHER_SITE).expect("an answer"));
    }
    for headers in [EVIL, OF_ANOTHER_SITE] {
        let handshake = format!("{WEBSOCKET}{headers}");
        assert_refused(&visit.ask("GET", "/twice", &handshake).expect("an answer"));
    }
    let errors = visit.site.errors();
    assert_eq!(errors.len(), refused.len() + 5, "{errors:?}");
    assert!(errors.iter().all(|error| error.contains("request of another site refused")), "{errors:?}");
    assert!(errors[0].ends_with(" (POST /twice)"), "{errors:?}");
}

pub(super) fn requests_of_the_site_itself_pass<F: Host>() {
    let visit = Visit::guarded::<F>(CrossSite::new());
    let own_origin = format!("Origin: http://127.0.0.1:{}\r\n", visit.served.port);
    for headers in ["", OWN, "Sec-Fetch-Site: none\r\n", &own_origin] {
        assert_written(&visit.post("/twice", headers));
    }
    let handshake = format!("{WEBSOCKET}{own_origin}");
    assert_written(&visit.ask("GET", "/twice", &handshake).expect("an answer"));
    for method in ["GET", "HEAD", "OPTIONS"] {
        let answer = visit.ask(method, "/members", &format!("{OF_ANOTHER_SITE}{EVIL}")).expect("an answer");
        assert_eq!(answer.status, 401, "it has passed, and is a stranger: {method}");
    }
    assert_eq!(visit.site.errors(), [""; 0]);
}

pub(super) fn exceptions_are_for_an_origin_or_a_path<F: Host>() {
    let rules = CrossSite::new().public_origin("https://shop.example").expect("an origin");
    let rules = rules.allow_origin("https://admin.example").expect("an origin");
    let visit = Visit::guarded::<F>(rules.except("/inner").expect("a path"));
    let local = format!("Origin: http://127.0.0.1:{}\r\n", visit.served.port);
    for headers in [
        "Origin: https://shop.example\r\n",
        "Origin: https://admin.example\r\n",
        "Origin: https://admin.example\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        assert_eq!(
            visit.post("/members", headers).status,
            401,
            "it has passed, and is a stranger: {headers}"
        );
    }
    assert_ne!(visit.post("/inner/members", OF_ANOTHER_SITE).status, 403);
    for headers in [local.as_str(), EVIL, OF_ANOTHER_SITE] {
        assert_refused(&visit.post("/members", headers));
    }
}

/// These functions as tests of one framework.
macro_rules! keep {
    ($framework:ty) => {
        as_tests! { cross_site, $framework:
            requests_of_other_sites_are_refused
            requests_of_the_site_itself_pass
            exceptions_are_for_an_origin_or_a_path
        }
    };
}

pub(super) use keep;
