//! A session to a cookie, and a response to a session.

use http::HeaderValue;

use super::responses::SetCookieValues;
use crate::members::IronSession;
use crate::request::{IntoSessionManager, SessionManager, SetCookies};
use crate::session::Session;

/// The `Cookie` header of a request with a session: a visitor who is signed in, in one line.
///
/// What `change` does is done to a new session, which begins now. `sessions` is the keyring, or the manager
/// of the application: with its own clock the session may have begun yesterday. The text is that of
/// [`to_str`](HeaderValue::to_str), for test clients that take no [`HeaderValue`] of this version.
///
/// # Panics
///
/// If the session cannot be saved. [`Session::set_cookies`] has an error for that.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use iron_session::{IronSession, Keyring, SessionManager, testing};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     user: Option<u64>,
/// }
///
/// let keys = Keyring::for_tests();
/// let cookie = testing::cookie::<SessionData>(&keys, |session| session.set_user(7));
/// let request = http::Request::get("/account").header("cookie", cookie).body(())?;
/// assert_eq!(SessionData::load(&request, &keys).user(), Some(7));
///
/// let yesterday = SystemTime::now() - Duration::from_secs(86_400);
/// let sessions = SessionManager::<SessionData>::new(keys.clone()).clock(move || yesterday);
/// let cookie = testing::cookie(&sessions, |session| session.set_user(7));
/// let request = http::Request::get("/account").header("cookie", cookie).body(())?;
/// assert!(SessionData::load(&request, &keys).meta().began_before(SystemTime::now()));
/// # Ok::<(), http::Error>(())
/// ```
#[must_use]
#[track_caller]
pub fn cookie<T: IronSession>(
    sessions: &(impl IntoSessionManager<T> + Clone),
    change: impl FnOnce(&mut Session<T>),
) -> HeaderValue {
    header_of(&sessions.clone().into_session_manager(), change)
}

/// The session that a response leaves in a browser that had none.
///
/// It is a fresh session, whose [`meta().is_new()`](crate::Meta::is_new) is true, if the response writes
/// none or removes it; [`removed`] tells these apart. `sessions` is the keyring of the application, or its
/// manager if it has a clock of its own. A session is written only if it has changed: what the browser held
/// before stays then, and [`Jar`](super::Jar) knows it.
///
/// # Panics
///
/// If the session that the response writes does not open. It has another key or clock then than `sessions`.
///
/// # Examples
///
/// ```
/// use iron_session::{IronSession, Keyring, testing};
/// # use http::{HeaderMap, Response};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     user: Option<u64>,
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// let keys = Keyring::for_tests();
/// # let login = || -> Result<_, iron_session::Error> {
/// #     let mut session = SessionData::load(&HeaderMap::new(), &keys);
/// #     session.set_user(7);
/// #     let mut response = Response::new(());
/// #     session.save(&mut response)?;
/// #     Ok(response)
/// # };
/// let response = login()?;
/// assert_eq!(testing::session::<SessionData>(&response, &keys).user(), Some(7));
/// # Ok(())
/// # }
/// ```
#[must_use]
#[track_caller]
pub fn session<T: IronSession>(
    response: &(impl SetCookieValues + ?Sized),
    sessions: &(impl IntoSessionManager<T> + Clone),
) -> Session<T> {
    let sessions = sessions.clone().into_session_manager();
    let cookies = sent_back(&response.set_cookie_values());
    let session = sessions.load_bytes([cookies.as_bytes()], None);
    if let Some(reason) = session.meta().rejection() {
        let cookie = sessions.cookie();
        panic!(
            "the response's cookie `{cookie}` does not open: {reason}; give `session` the application's keyring or manager"
        );
    }
    session
}

/// Whether a response tells the browser to forget the session, as after a logout.
///
/// # Examples
///
/// ```
/// use iron_session::{IronSession, Keyring, testing};
/// # use http::{HeaderMap, Response};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     user: Option<u64>,
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// let keys = Keyring::for_tests();
/// # let logout = || -> Result<_, iron_session::Error> {
/// #     let mut response = Response::new(());
/// #     SessionData::load(&HeaderMap::new(), &keys).destroy().save(&mut response)?;
/// #     Ok(response)
/// # };
/// assert!(!testing::removed::<SessionData>(&Response::new(()), &keys));
/// assert!(testing::removed::<SessionData>(&logout()?, &keys));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn removed<T: IronSession>(
    response: &(impl SetCookieValues + ?Sized),
    sessions: &(impl IntoSessionManager<T> + Clone),
) -> bool {
    let sessions = sessions.clone().into_session_manager();
    let values = response.set_cookie_values();
    let is_removal = |text: &String| pair(text) == (sessions.cookie(), "");
    let is_left = || !sessions.load_bytes([sent_back(&values).as_bytes()], None).meta().is_new();
    values.iter().any(is_removal) && !is_left()
}

/// The Set-Cookie values of a new session.
#[track_caller]
pub(super) fn written<T: IronSession>(
    sessions: &SessionManager<T>,
    change: impl FnOnce(&mut Session<T>),
) -> SetCookies {
    let mut session = sessions.load_bytes([], None);
    // What was renewed is written, even if nothing in it was changed.
    session.renew();
    change(&mut session);
    match session.set_cookies() {
        Ok(cookies) => cookies,
        Err(error) => panic!("the session cannot be saved: {error}"),
    }
}

/// The Cookie header that a new session leads to.
#[track_caller]
pub(super) fn header_of<T: IronSession>(
    sessions: &SessionManager<T>,
    change: impl FnOnce(&mut Session<T>),
) -> HeaderValue {
    header(&sent_back(&written(sessions, change).set_cookie_values()))
}

/// A Cookie header, marked as sensitive.
pub(super) fn header(text: &str) -> HeaderValue {
    let mut value = HeaderValue::from_str(text).expect("names and seals are visible ASCII");
    value.set_sensitive(true);
    value
}

/// What a browser sends back, if it has nothing but these Set-Cookie values, and a page that all of them are
/// for. Of one name, the last value counts.
fn sent_back(values: &[String]) -> String {
    let mut kept: Vec<(&str, &str)> = Vec::new();
    for (name, value) in values.iter().map(|text| pair(text)) {
        kept.retain(|(known, _)| *known != name);
        kept.extend((!value.is_empty()).then_some((name, value)));
    }
    kept.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

/// The name and value in a Set-Cookie value.
fn pair(text: &str) -> (&str, &str) {
    text.split(';').next().and_then(|pair| pair.split_once('=')).unwrap_or_default()
}
