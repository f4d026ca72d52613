//! Texts of a megabyte from the network: whatever they are, less than 64 kB is held for them at once.

use allocation_counter::measure;
use http::{HeaderMap, HeaderValue, Request, Response};
use iron_session::seal::{self, Binding};
use iron_session::{CrossSite, Csrf, IronSession, Keyring, SessionManager, TokenManager, fe26};

use crate::common::{K1, NOW, PlainVisit, Visit, at, keys, v};
use crate::tokens::MagicLink;

const MEGABYTE: usize = 1 << 20;

const MOST: u64 = 64 * 1024;

/// A session with all kinds of cookies that are looked for.
#[derive(IronSession)]
#[iron(
    cookie = "c",
    max_age = "1h",
    chunks = 4,
    accept = "fe26",
    accept_until = "2100-01-01",
    accept_name = "sid",
    id
)]
struct Chunked {
    note: String,
}

/// A session in the format of iron-session for JavaScript.
#[derive(IronSession)]
#[iron(cookie = "c", max_age = "1h", format = "fe26", chunks = 4)]
struct Javascript {
    note: String,
}

/// As many bytes of this text as a megabyte has.
fn megabyte_of(text: &str) -> String {
    text.repeat(MEGABYTE.div_ceil(text.len()))
}

/// Headers of a megabyte, each of another kind of cookies.
fn lines() -> Vec<(&'static str, String)> {
    let seal = v();
    let chunk = |name: &str, n: usize| format!("{name}.{}=4.{n:06}.AAAAAAAAAAAA; ", n % 4);
    let groups = |name| (0..MEGABYTE / 20).map(|n| chunk(name, n)).collect::<String>();
    vec![
        ("one long value", "__Host-s=".to_owned() + &megabyte_of("A")),
        ("one long name", megabyte_of("A") + "=1"),
        ("short values", megabyte_of("__Host-s=A; c=A; sid=A; ")),
        ("values as long as a seal", megabyte_of(&format!("__Host-s={0}; c={0}; ", "A".repeat(4000)))),
        (
            "values that are alike but for the end",
            megabyte_of(&format!("__Host-s={}; c={seal}; ", &seal[1..])),
        ),
        ("one valid seal many times", megabyte_of(&format!("__Host-s={seal}; "))),
        ("many groups of chunks", groups("c")),
        ("many groups of chunks of the other format", groups("sid")),
        ("a long chunk", format!("c.0=2.ABCDEF.{0}; c.1=2.ABCDEF.{0}", "A".repeat(MEGABYTE / 2))),
        ("long parts of the other format", long_parts()),
        ("Fe26.2", megabyte_of(&format!("sid=Fe26.2**{0}*{0}*{0}**{0}*{0}; ", "A".repeat(64)))),
        ("one long Fe26.2", "sid=Fe26.2**".to_owned() + &megabyte_of("A")),
        ("separators", megabyte_of(";= ")),
        ("spaces", megabyte_of(" \t")),
        ("percent signs", "sid=".to_owned() + &megabyte_of("%41")),
        ("bytes that are not ASCII", megabyte_of("c=\u{e9}; ")),
    ]
}

/// A megabyte in two parts, under both names.
fn long_parts() -> String {
    let rest = "A".repeat(MEGABYTE / 2);
    format!("sid.0=Fe26.2*{rest}; sid.1={rest}; c.0=Fe26.2*{rest}; c.1={rest}")
}

fn fe26_keys() -> Keyring {
    let keys = Keyring::builder().key(&K1).fe26_password("1", "harbour-lantern-seven-quiet-otters-42");
    keys.build().expect("sound secrets")
}

fn sessions<T: IronSession>() -> SessionManager<T> {
    SessionManager::new(fe26_keys()).clock(|| at(NOW))
}

/// The most bytes that were in use at once during `work`, beside those in use before.
fn most_at_once<V>(work: impl FnOnce() -> V) -> u64 {
    measure(|| drop(work())).bytes_max
}

/// E09
#[test]
fn a_megabyte_of_cookies_takes_less_than_64_kb_whatever_they_are() {
    let (visits, plain) = (sessions::<Visit>(), sessions::<PlainVisit>());
    let (chunked, javascript) = (sessions::<Chunked>(), sessions::<Javascript>());
    for (kind, line) in lines() {
        assert!(line.len() >= MEGABYTE, "{kind}");
        let most = [
            most_at_once(|| visits.load_bytes([line.as_bytes()], None)),
            most_at_once(|| plain.load_bytes([line.as_bytes()], None)),
            most_at_once(|| chunked.load_bytes([line.as_bytes()], None)),
            most_at_once(|| javascript.load_bytes([line.as_bytes()], None)),
        ];
        assert!(most.iter().all(|most| *most < MOST), "{kind}: {most:?}");
    }
}

#[test]
fn a_megabyte_in_other_headers_takes_less_than_64_kb() {
    let sessions = sessions::<Visit>();
    let long = HeaderValue::from_str(&megabyte_of("a.example, ")).expect("a header");
    let mut headers = HeaderMap::new();
    headers.insert("cookie", HeaderValue::from_str(&format!("__Host-s={}", v())).expect("a header"));
    for name in
        ["host", "origin", "referer", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-purpose"]
    {
        headers.insert(name, long.clone());
    }
    let most = most_at_once(|| {
        let mut session = sessions.load(&headers);
        session.set_user_id(8);
        let mut response = Response::new(());
        session.save(&mut response).expect("a small session");
        response
    });
    assert!(most < MOST, "{most}");

    let mut request = Request::post("/").body(()).expect("a sound request");
    *request.headers_mut() = headers;
    for rules in
        [CrossSite::new(), CrossSite::new().public_origin("https://shop.example").expect("an origin")]
    {
        let most = most_at_once(|| assert!(rules.check(&request).is_err()));
        assert!(most < MOST, "{most}");
    }
}

#[test]
fn a_megabyte_as_a_token_takes_less_than_64_kb() {
    let (links, keys) = (TokenManager::<MagicLink>::new(keys()), fe26_keys());
    let texts = [
        megabyte_of("A"),
        megabyte_of("%41"),
        "Fe26.2**".to_owned() + &megabyte_of("A"),
        megabyte_of(&"Fe26.2**A*A*A**A*A~2".replace('A', &"0".repeat(64))),
        format!("Fe26.2**{0}*AAAAAAAAAAAAAAAAAAAAAA*{1}**{0}*{0}~2", "0".repeat(64), megabyte_of("A")),
    ];
    let session = sessions::<Chunked>().load(&HeaderMap::new());
    for text in texts {
        let start = &text[..20];
        let binding = Binding { purpose: "magic-link", name: "" };
        let most = [
            most_at_once(|| assert!(links.open(&text).is_err())),
            most_at_once(|| assert!(seal::open(&keys, binding, NOW, text.as_bytes()).is_err())),
            most_at_once(|| assert!(fe26::open::<u32>(&keys, &text, at(NOW)).is_err())),
            most_at_once(|| assert!(fe26::open_h3::<u32>(&keys, &text, at(NOW)).is_err())),
            most_at_once(|| assert!(Csrf::check(&session, &text).is_err())),
        ];
        assert!(most.iter().all(|most| *most < MOST), "{start}: {most:?}");
    }
}
