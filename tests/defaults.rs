//! What fields are in a new session, and how they are set: defaults, texts, values that may be absent.

use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderMap;
use iron_session::{IronSession, SessionManager};

use crate::common::{cookies, keys, saved};

/// Another number at each call, as a random token would be.
fn token() -> u64 {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    CALLS.fetch_add(1, Ordering::Relaxed)
}

#[derive(IronSession)]
#[iron(cookie = "defaults")]
struct Trap {
    visits: u32,
    #[iron(default = token())]
    token: u64,
}

#[derive(IronSession)]
#[iron(cookie = "defaults")]
struct Before {
    visits: u32,
}

fn load<T: IronSession>(cookie: Option<&str>) -> iron_session::Session<T> {
    let sessions = SessionManager::<T>::new(keys());
    match cookie {
        Some(cookie) => sessions.load(&cookies([format!("defaults={cookie}")])),
        None => sessions.load(&HeaderMap::new()),
    }
}

#[test]
fn a_default_that_differs_at_each_call_is_not_kept_until_a_save() {
    let (first, second) = (load::<Trap>(None), load::<Trap>(None));
    assert_ne!(first.token(), second.token(), "two requests of one visitor");
    let mut session = load::<Trap>(None);
    assert!(session.set_cookies().is_ok_and(|cookies| cookies.is_empty()), "nothing is written for it");

    let mut before = load::<Before>(None);
    before.visits += 1;
    let cookie = saved(&mut before);
    let (first, second) = (load::<Trap>(Some(&cookie)), load::<Trap>(Some(&cookie)));
    assert_ne!(first.token(), second.token(), "an old session lacks the member in each request");
    assert_eq!(first.visits(), 1);

    let mut session = load::<Trap>(Some(&cookie));
    session.set_visits(2);
    let (token, cookie) = (session.token(), saved(&mut session));
    assert_eq!(load::<Trap>(Some(&cookie)).token(), token, "a save keeps it");
}

#[derive(IronSession)]
#[iron(cookie = "defaults")]
struct Texts {
    visits: u32,
    #[iron(default = "en")]
    lang: String,
    #[iron(default = "de")]
    second: Option<String>,
}

#[test]
fn a_text_is_the_default_of_new_sessions_and_of_old_ones_that_lack_it() {
    let session = load::<Texts>(None);
    assert_eq!((session.lang(), session.second()), ("en", Some("de")));
    let mut before = load::<Before>(None);
    before.visits += 1;
    let session = load::<Texts>(Some(&saved(&mut before)));
    assert_eq!((session.visits(), session.lang(), session.second()), (1, "en", Some("de")));
}

#[test]
fn what_was_cleared_stays_so_where_the_default_is_a_text() {
    let mut session = load::<Texts>(None);
    session.put_second(None);
    session.set_lang("");
    let session = load::<Texts>(Some(&saved(&mut session)));
    assert_eq!((session.lang(), session.second()), ("", None));
}

#[derive(IronSession)]
#[iron(cookie = "defaults")]
struct Shop {
    user: Option<u64>,
    name: Option<String>,
    cart: Vec<u32>,
}

#[test]
fn a_change_of_a_field_is_seen_and_saved() {
    let mut session = load::<Shop>(None);
    session.user = Some(7);
    session.cart.push(1);
    let session = load::<Shop>(Some(&saved(&mut session)));
    assert_eq!((session.user(), session.cart()), (Some(7), &[1][..]));
}

#[test]
fn put_takes_what_may_be_absent() {
    let mut session = load::<Shop>(None);
    session.put_user("7".parse().ok());
    session.put_name(Some("demo".to_owned()));
    let mut session = load::<Shop>(Some(&saved(&mut session)));
    assert_eq!((session.user(), session.name()), (Some(7), Some("demo")));
    session.put_user("seven".parse().ok());
    session.put_name(None);
    let session = load::<Shop>(Some(&saved(&mut session)));
    assert_eq!((session.user(), session.name()), (None, None));
}
