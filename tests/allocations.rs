//! How often loading and saving allocate memory. The counts are exact, and the same on every machine.
//!
//! A load allocates what the data owns, and one buffer. The buffer holds the JSON that was opened: a save
//! compares the data with it. After the JSON it has room for the next seal. So a save allocates only the
//! Set-Cookie value, unless the data has grown much.

mod layers;

use std::time::Duration;

use allocation_counter::measure;
use http::HeaderMap;
use iron_session::{IronSession, Keyring, Rejection, Session, SessionManager};
use serde::Deserialize;

use crate::common::{K2, NOW, cookies, saved, sessions_at, sessions_under, with_other_letter};

/// A session with a member of every kind that owns memory.
#[derive(IronSession)]
#[iron(cookie = "__Host-owner", max_age = "1h")]
struct Owner {
    visits: u32,
    name: String,
    email: Option<String>,
    nickname: Option<String>,
    tags: Vec<String>,
}

/// The same members, for `serde_json` alone.
#[derive(Deserialize)]
#[expect(dead_code, reason = "only read from JSON")]
struct Data {
    visits: u32,
    name: String,
    email: Option<String>,
    nickname: Option<String>,
    tags: Vec<String>,
}

/// As in a release build: without reading back what is sealed.
fn owners_at(secs: u64) -> SessionManager<Owner> {
    sessions_at(secs).read_back(false)
}

fn fill(session: &mut Session<Owner>, name: &str) {
    session.visits = 1_000_000;
    session.set_name(name);
    session.set_email("alice.smith@shop.example");
    session.tags = ["customer", "editor", "reviewer"].map(str::to_owned).to_vec();
}

/// The request headers of a session with a name of this many bytes.
fn headers(name_bytes: usize) -> HeaderMap {
    let mut session = owners_at(NOW).load(&HeaderMap::new());
    fill(&mut session, &"n".repeat(name_bytes));
    cookies([format!("a=1; b=2; __Host-owner={}; c=3", saved(&mut session))])
}

fn allocated_by_a_load(sessions: &SessionManager<Owner>, headers: &HeaderMap) -> u64 {
    measure(|| assert_eq!(sessions.load(headers).visits, 1_000_000)).count_total
}

#[test]
fn a_load_allocates_what_the_data_owns_and_one_buffer() {
    let sessions = owners_at(NOW);
    for name_bytes in [1, 100, 2000] {
        let name = "n".repeat(name_bytes);
        let json = format!(
            r#"{{"visits":1000000,"name":"{name}","email":"alice.smith@shop.example","nickname":null,"tags":["customer","editor","reviewer"]}}"#
        );
        let data = measure(|| drop(serde_json::from_str::<Data>(&json).expect("its JSON")));
        let headers = headers(name_bytes);
        let loaded = allocated_by_a_load(&sessions, &headers);
        assert_eq!(loaded, data.count_total + 1, "with a name of {name_bytes} bytes");
    }
}

#[test]
fn a_request_without_a_seal_allocates_nothing() {
    let sessions = owners_at(NOW);
    let garbage = "A".repeat(8192);
    for line in
        ["a=1; b=2", "__Host-owner=", "__Host-owner=garbage", &format!("__Host-owner={garbage}"), &garbage]
    {
        let headers = cookies([line]);
        let load = measure(|| assert!(sessions.load(&headers).meta().is_new()));
        assert_eq!(load.count_total, 0, "{line}");
    }
}

#[test]
fn a_refused_seal_allocates_nothing() {
    let sealed = headers(20).remove("cookie").expect("a header");
    let line = sealed.to_str().expect("ASCII");
    let at = line.len() - "xx; c=3".len();
    let forged = cookies([with_other_letter(line.to_owned(), at)]);
    let now = owners_at(NOW);
    let expired = owners_at(NOW + 3600);
    let unknown_key = sessions_under::<Owner>(Keyring::from_key(&K2).expect("a varied key"), NOW);
    for (sessions, headers, reason) in [
        (now, forged, Rejection::Forged),
        (expired, headers(20), Rejection::Expired),
        (unknown_key, headers(2000), Rejection::UnknownKey),
    ] {
        let load = measure(|| assert_eq!(sessions.load(&headers).meta().rejection(), Some(reason)));
        assert_eq!(load.count_total, 0, "{reason}");
    }
}

#[test]
fn a_seal_that_is_sent_twice_allocates_once() {
    let sessions = owners_at(NOW);
    let line = headers(20).remove("cookie").expect("a header");
    let line = line.to_str().expect("ASCII");
    let load = |headers: HeaderMap| allocated_by_a_load(&sessions, &headers);
    assert_eq!(load(cookies([format!("{line}; {line}")])), load(cookies([line])));
}

#[test]
fn a_save_allocates_the_set_cookie_value_alone() {
    let sessions = owners_at(NOW);
    for name_bytes in [1, 100, 2000] {
        let headers = headers(name_bytes);
        for (grown_by, count) in [(0, 1), (1, 1), (276, 1), (277, 2)] {
            let mut session = sessions.load(&headers);
            session.visits ^= 1;
            session.set_name("n".repeat(name_bytes + grown_by));
            let save = measure(|| assert!(!session.set_cookies().expect("it fits").is_empty()));
            assert_eq!(save.count_total, count, "{name_bytes} bytes, grown by {grown_by}");
        }
    }
}

#[test]
fn a_session_that_gains_an_id_is_saved_in_its_buffer() {
    let sessions = owners_at(NOW).configure(|config| config.id(true)).expect("sound");
    let headers = headers(100);
    for (grown_by, count) in [(260, 1), (261, 2)] {
        let mut session = sessions.load(&headers);
        session.visits ^= 1;
        session.set_name("n".repeat(100 + grown_by));
        let save = measure(|| assert!(!session.set_cookies().expect("it fits").is_empty()));
        let saved = (save.count_total, session.meta().id().is_some());
        assert_eq!(saved, (count, true), "grown by {grown_by}");
    }
    for (grown_by, count) in [(256, 1), (257, 2)] {
        let mut session = sessions.load(&headers);
        session.set_name("n".repeat(100 + grown_by));
        session.renew().max_age(Duration::from_secs(60));
        let save = measure(|| assert!(!session.set_cookies().expect("it fits").is_empty()));
        assert_eq!(save.count_total, count, "with an own length, grown by {grown_by}");
    }
}

#[test]
fn a_session_that_did_not_change_is_saved_without_allocating() {
    let sessions = owners_at(NOW);
    let headers = headers(100);
    let mut read = sessions.load(&headers);
    assert_eq!(read.visits, 1_000_000);
    let mut written_back = sessions.load(&headers);
    written_back.visits = 1_000_000;
    for session in [&mut read, &mut written_back] {
        let save = measure(|| assert!(session.set_cookies().expect("nothing to write").is_empty()));
        assert_eq!(save.count_total, 0);
    }
}

#[test]
fn a_new_session_allocates_its_set_cookie_value_and_one_buffer() {
    let mut session = owners_at(NOW).load(&HeaderMap::new());
    session.visits = 1;
    let save = measure(|| assert!(!session.set_cookies().expect("it fits").is_empty()));
    assert_eq!(save.count_total, 2);
}

/// A session that is shared with iron-session for JavaScript.
#[derive(IronSession)]
#[iron(cookie = "__Host-shared", format = "fe26")]
struct SharedSession {
    visits: u32,
}

/// A session that moves from there to here.
#[derive(IronSession)]
#[iron(cookie = "__Host-moved", accept = "fe26", accept_until = "2027-06-30")]
struct MovedSession {
    visits: u32,
}

/// An Fe26.2 seal of so many characters, whose MAC is a guess.
fn guessed(chars: usize) -> String {
    let around = format!("Fe26.2*1*{0}*{1}***{0}*{2}~2", "a".repeat(64), "A".repeat(22), "A".repeat(43));
    let ciphertext = "A".repeat(chars - around.len());
    around.replacen("***", &format!("*{ciphertext}**"), 1)
}

fn allocated_by_a_guess<T: IronSession>(chars: usize) -> u64 {
    let keys = Keyring::builder().key(&K2).fe26_password("1", "Xq9mTz2LrP7vKd4WbY8sNc5JhG3fEa6U");
    let sessions = SessionManager::<T>::new(keys.build().expect("varied keys"));
    let headers = cookies([format!("{}={}", T::CONFIG.cookie(), guessed(chars))]);
    let other = Some(Rejection::OtherPassword);
    measure(|| assert_eq!(sessions.load(&headers).meta().rejection(), other)).count_total
}

#[test]
fn a_refused_seal_of_javascript_allocates_nothing_however_long_it_is() {
    for chars in [300, 1600, 3600] {
        assert_eq!(allocated_by_a_guess::<SharedSession>(chars), 0, "{chars}");
        // That the old cookie came is remembered: a write removes it.
        assert_eq!(allocated_by_a_guess::<MovedSession>(chars), 1, "{chars}");
    }
}
