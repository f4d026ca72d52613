//! Sessions that do not fit into one cookie, and are written in several: `NAME.0` to `NAME.3`.

mod capacity;
mod changes;
mod javascript;
mod keeping;
mod races;
mod reading;
mod removal;
mod tossed;

use http::{HeaderMap, Response};
use iron_session::testing::Jar;
use iron_session::{IronSession, Session, SessionManager};

use crate::common::{NOW, TestResult, at, cookies, keys, sessions_at};

/// A session under a name that no other host can set.
#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "__Host-c", max_age = "1h", chunks = 4)]
struct Chunked {
    user: u32,
    note: String,
}

/// A session under a name that other hosts of the domain may set too.
#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "c", max_age = "1h", chunks = 4)]
pub(crate) struct Plain {
    user: u32,
    note: String,
}

/// The same session by a program that does not ask for chunks.
#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "c", max_age = "1h")]
struct Whole {
    user: u32,
    note: String,
}

/// A session of another cookie.
#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "d", max_age = "1h")]
pub(crate) struct Other {
    user: u32,
}

/// Chunks of [`Plain`] under the names of [`Other`].
pub(crate) fn pairs_of_another_cookie() -> Vec<String> {
    pairs(4000).into_iter().map(|pair| pair.replacen("c.", "d.", 1)).collect()
}

/// Notes that take one, two, three and four cookies.
const NOTES: [usize; 4] = [100, 4000, 7000, 10_000];

const PAGE: &str = "https://shop.example/";

/// The cookies of one browser.
struct Browser(Jar);

impl Default for Browser {
    fn default() -> Self {
        Self(Jar::new().clock(|| at(NOW)))
    }
}

impl Browser {
    fn request(&self) -> HeaderMap {
        cookies(self.0.header(PAGE))
    }

    fn receive(&mut self, response: &Response<()>) {
        self.0.receive(PAGE, response);
    }

    /// The names of the cookies that belong to a session.
    fn names(&self, session: &str) -> Vec<String> {
        let numbered = (0..4).map(|number| format!("{session}.{number}"));
        let all = std::iter::once(session.to_owned()).chain(numbered);
        all.filter(|name| self.0.get(name).is_some()).collect()
    }
}

/// The response to a request that changes a session.
fn changed<T: IronSession>(
    sessions: &SessionManager<T>,
    request: &HeaderMap,
    change: impl FnOnce(&mut Session<T>),
) -> Response<()> {
    let (mut session, mut response) = (sessions.load(request), Response::new(()));
    change(&mut session);
    session.save(&mut response).expect("a session that fits");
    response
}

/// The response to a logout.
fn ended<T: IronSession>(sessions: &SessionManager<T>, request: &HeaderMap) -> Response<()> {
    let mut response = Response::new(());
    sessions.load(request).destroy().save(&mut response).expect("a removal");
    response
}

fn note(bytes: usize) -> String {
    "n".repeat(bytes)
}

/// The pairs of a session of user 7 with a note of so many bytes, as a browser sends them.
pub(crate) fn pairs(bytes: usize) -> Vec<String> {
    pairs_of(7, bytes)
}

pub(crate) fn pairs_of(user: u32, bytes: usize) -> Vec<String> {
    let mut browser = Browser::default();
    browser.receive(&changed(&sessions_at::<Plain>(NOW), &HeaderMap::new(), |session| {
        session.set_user(user);
        session.set_note(note(bytes));
    }));
    let line = browser.0.header(PAGE).expect("a session");
    line.split("; ").map(str::to_owned).collect()
}

/// The user and the length of the note, and why a cookie was refused.
fn opened(lines: impl IntoIterator<Item = String>) -> (u32, usize, Option<iron_session::Rejection>) {
    let session = sessions_at::<Plain>(NOW).load(&cookies(lines));
    (session.user(), session.note().len(), session.meta().rejection())
}
