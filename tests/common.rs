//! What the tests share: one keyring, a clock that stands still, and one session type.

use std::error::Error;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderValue, Response};
use iron_session::testing::SetCookieValues;
use iron_session::{Event, IronSession, Keyring, SessionError, SessionManager};

pub(crate) type TestResult<T = ()> = Result<T, Box<dyn Error>>;

/// The time at which tests run, unless they set another.
pub(crate) const NOW: u64 = 1_800_000_000;

/// The session of most tests. It ends an hour after it was written.
#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "__Host-s", max_age = "1h")]
pub(crate) struct Visit {
    user_id: u32,
    note: String,
}

/// A session under a name without a prefix, so that other hosts of the same domain may also set it.
#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "s", max_age = "1h")]
pub(crate) struct PlainVisit {
    user_id: u32,
}

pub(crate) const K1: [u8; 32] = *b"\x01\x23\x45\x67\x89\xab\xcd\xef0123456789abcdefghijklmn";
pub(crate) const K2: [u8; 32] = *b"\xfe\xdc\xba\x98\x76\x54\x32\x10zyxwvutsrqponmlkjihgfedc";

pub(crate) fn keys() -> Keyring {
    static KEYS: OnceLock<Keyring> = OnceLock::new();
    KEYS.get_or_init(|| Keyring::from_key(&K1).expect("a varied key")).clone()
}

pub(crate) fn at(secs: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(secs)
}

/// A manager whose clock stands at `secs`, with an absolute timeout of a day.
pub(crate) fn sessions_at<T: IronSession>(secs: u64) -> SessionManager<T> {
    sessions_under(keys(), secs)
}

pub(crate) fn sessions_under<T: IronSession>(keys: Keyring, secs: u64) -> SessionManager<T> {
    SessionManager::new(keys)
        .clock(move || at(secs))
        .configure(|config| config.absolute_timeout(Duration::from_secs(86_400)))
        .expect("a day is longer than max_age")
}

/// Request headers with one `Cookie` header for each of `lines`, taken as bytes.
pub(crate) fn cookies<L: AsRef<[u8]>>(lines: impl IntoIterator<Item = L>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers
            .append("cookie", HeaderValue::from_bytes(line.as_ref()).expect("bytes that a header can hold"));
    }
    headers
}

/// All Set-Cookie values of a response.
pub(crate) fn set_cookies(response: &Response<()>) -> Vec<String> {
    response.set_cookie_values()
}

/// The value that a Set-Cookie header gives to its cookie.
pub(crate) fn value(set_cookie: &str) -> &str {
    let pair = set_cookie.split(';').next().unwrap_or_default();
    pair.split_once('=').expect("a pair").1
}

/// The seal of a visit by a user, written at `secs`.
pub(crate) fn visit_at(secs: u64, user_id: u32) -> String {
    let mut session = sessions_at::<Visit>(secs).load(&HeaderMap::new());
    session.set_user_id(user_id);
    saved(&mut session)
}

/// The seal that saving this session writes.
pub(crate) fn saved<T: IronSession>(session: &mut iron_session::Session<T>) -> String {
    let mut response = Response::new(());
    session.save(&mut response).expect("a small session");
    let cookies = set_cookies(&response);
    value(cookies.last().expect("a cookie")).to_owned()
}

/// The seal of most tests: the visit of user 7, written now.
pub(crate) fn v() -> String {
    visit_at(NOW, 7)
}

/// The letters of base64url, in the order of their numbers.
pub(crate) const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A seal with another letter at this place.
pub(crate) fn with_other_letter(mut text: String, at: usize) -> String {
    let other = if text[at..].starts_with('A') { "B" } else { "A" };
    text.replace_range(at..=at, other);
    text
}

/// Numbers that are the same in every run (Marsaglia's xorshift).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.draw() % limit as u64).expect("below the limit")
    }
}

/// What was reported to the operator.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// The manager, with its errors written into this log.
    pub(crate) fn of_errors<T: IronSession>(&self, sessions: SessionManager<T>) -> SessionManager<T> {
        let log = self.clone();
        sessions.on_event(move |report| match report.event {
            Event::Failed { error } => log.write(error),
            Event::Withheld => {
                let error = iron_session::Error::Withheld { cookie: report.cookie };
                log.write(&SessionError::Save(error));
            }
            Event::CrossSite { reason } => log.write(&SessionError::CrossSite { reason }),
            _ => {}
        })
    }

    pub(crate) fn write(&self, line: &impl ToString) {
        self.0.lock().expect("no observer panics").push(line.to_string());
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().expect("no observer panics").clone()
    }
}
