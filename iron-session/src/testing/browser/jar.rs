//! [`Jar`]: the cookies of one browser.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use super::dropped::{DropReason, Dropped};
use super::place::Place;
use super::stored::StoredCookie;
use crate::members::IronSession;
use crate::request::IntoSessionManager;
use crate::session::Session;
use crate::testing::responses::SetCookieValues;
use crate::testing::sealed::written;
use crate::times::system_clock_or_1970;

/// The cookies of one browser: it carries them from each response to the next request.
///
/// It follows RFC 6265bis, and keeps what browsers keep: by domain, path, `Secure`, lifetime, and the rules
/// of `__Host-` and its kin. What the RFC keeps and Chromium drops, or the reverse, it drops. All requests
/// count as requests of the same site. Of public suffixes it knows those that
/// [`SessionManager::domain`](crate::SessionManager::domain) refuses.
///
/// A URL may be only a path, as test clients write it. Then it is of the jar's origin:
/// `https://localhost`, or the one of [`at`](Self::at). A clone is the jar of another browser, for example of
/// one who has copied the cookies. `Debug` shows no values.
///
/// # Examples
///
/// ```
/// use http::{HeaderMap, Response};
/// use iron_session::testing::Jar;
/// use iron_session::{IronSession, Keyring};
///
/// #[derive(IronSession)]
/// struct Visit {
///     count: u32,
/// }
///
/// /// A handler; any framework's own test client would call it.
/// fn count(cookies: Option<String>) -> Result<Response<u32>, Box<dyn std::error::Error>> {
///     let mut headers = HeaderMap::new();
///     headers.insert("cookie", cookies.unwrap_or_default().parse()?);
///     let mut visit = Visit::load(&headers, &Keyring::for_tests());
///     *visit.count_mut() += 1;
///     let mut response = Response::new(visit.count());
///     visit.save(&mut response)?;
///     Ok(response)
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut jar = Jar::new();
/// let first = count(jar.header("/"))?;
/// jar.receive("/", &first);
/// let second = count(jar.header("/"))?;
/// assert_eq!((*first.body(), *second.body()), (1, 2));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Jar {
    cookies: Vec<StoredCookie>,
    pub(super) home: Place,
    clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
}

impl Jar {
    /// An empty jar for pages of `https://localhost`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// assert_eq!(Jar::new().header("/"), None);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let clock = Arc::new(system_clock_or_1970);
        Self { cookies: Vec::new(), home: Place::default(), clock }
    }

    /// An empty jar for pages of an origin, which counts for URLs that are only a path.
    ///
    /// A cookie with a domain needs it: a browser drops a cookie whose domain does not contain the host.
    ///
    /// # Panics
    ///
    /// If `origin` is no URL.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// let mut jar = Jar::at("https://www.shop.example");
    /// jar.receive("/login", &["visit=7; Domain=shop.example; Path=/; Secure"]);
    /// assert_eq!(jar.header("/").as_deref(), Some("visit=7"));
    /// assert_eq!(jar.header("https://api.shop.example/").as_deref(), Some("visit=7"));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn at(origin: &str) -> Self {
        Self { home: Place::of(origin, &Place::default()), ..Self::new() }
    }

    /// Takes the time from `clock`, as [`SessionManager::clock`](crate::SessionManager::clock) does.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::testing::{Clock, Jar};
    /// let clock = Clock::at(1_800_000_000);
    /// let mut jar = Jar::new().clock(clock.reader());
    /// jar.receive("/", &["visit=7; Max-Age=60"]);
    /// clock.advance(Duration::from_secs(59));
    /// assert_eq!(jar.header("/").as_deref(), Some("visit=7"));
    /// clock.advance(Duration::from_secs(1));
    /// assert_eq!(jar.header("/"), None);
    /// ```
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The `Cookie` header of a request to a page; none if there is nothing to send.
    ///
    /// # Panics
    ///
    /// If `url` is no URL.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// let mut jar = Jar::new();
    /// jar.receive("/", &["a=1; Path=/", "b=2; Path=/cart", "c=3; Path=/account"]);
    /// assert_eq!(jar.header("/cart/view").as_deref(), Some("b=2; a=1"));
    /// assert_eq!(jar.header("https://other.example/"), None);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn header(&self, url: &str) -> Option<String> {
        self.header_for(&Place::of(url, &self.home))
    }

    /// Keeps the cookies of a response from a page, and forgets those that it removes.
    ///
    /// # Panics
    ///
    /// If a browser would drop one of the cookies: the next request comes without it then, for a reason that
    /// is hard to find. [`try_receive`](Self::try_receive) gives it as an error. A removal that is dropped
    /// does not count, since a session's removals go to domains where a cookie may be. Also if `url` is no
    /// URL.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// # let response = http::Response::builder().header("set-cookie", "visit=7; Path=/").body(())?;
    /// let mut jar = Jar::new();
    /// jar.receive("/login", &response);
    /// assert_eq!(jar.header("/").as_deref(), Some("visit=7"));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[track_caller]
    pub fn receive(&mut self, url: &str, response: &(impl SetCookieValues + ?Sized)) {
        self.receive_at(&Place::of(url, &self.home), response);
    }

    /// As [`receive`](Self::receive), but a cookie that a browser drops is an error.
    ///
    /// # Errors
    ///
    /// The first cookie or removal that a browser would drop. The others are kept.
    ///
    /// # Panics
    ///
    /// If `url` is no URL.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::{DropReason, Jar};
    /// let mut jar = Jar::new();
    /// let dropped = jar.try_receive("/", &["__Host-a=1; Secure; Path=/cart", "b=2"]).unwrap_err();
    /// assert_eq!(dropped.reason(), DropReason::HostPrefixWithPath);
    /// assert_eq!(jar.header("/").as_deref(), Some("b=2"));
    /// ```
    #[track_caller]
    pub fn try_receive(
        &mut self,
        url: &str,
        response: &(impl SetCookieValues + ?Sized),
    ) -> Result<(), Dropped> {
        self.keep_all(&Place::of(url, &self.home), response).into_iter().next().map_or(Ok(()), Err)
    }

    /// Begins a session in this browser, without a request: as if a page at `url` had made it.
    ///
    /// What `change` does is done to a new session. For a single request there is
    /// [`cookie`](crate::testing::cookie()).
    ///
    /// # Panics
    ///
    /// If the session cannot be saved, or if a browser would drop its cookie.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// # use iron_session::testing::Jar;
    /// #[derive(IronSession)]
    /// #[iron(path = "/shop", cookie = "visit")]
    /// struct Visit {
    ///     count: u32,
    /// }
    ///
    /// let mut jar = Jar::new();
    /// jar.begin::<Visit>("/shop", &Keyring::for_tests(), |visit| visit.set_count(7));
    /// assert!(jar.header("/shop/cart").is_some_and(|cookies| cookies.starts_with("visit=")));
    /// assert_eq!(jar.header("/"), None);
    /// ```
    #[track_caller]
    pub fn begin<T: IronSession>(
        &mut self,
        url: &str,
        sessions: &(impl IntoSessionManager<T> + Clone),
        change: impl FnOnce(&mut Session<T>),
    ) {
        self.receive(url, &written(&sessions.clone().into_session_manager(), change));
    }

    /// The first cookie of a name that has not ended, whatever its domain and path.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// let mut jar = Jar::new();
    /// jar.receive("/", &["visit=7; HttpOnly"]);
    /// assert!(jar.get("visit").is_some_and(|cookie| cookie.http_only));
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&StoredCookie> {
        let now = (self.clock)();
        self.cookies.iter().find(|cookie| cookie.name == name && !cookie.is_over(now))
    }

    /// As [`get`](Self::get), for a visitor who changes a cookie in the developer tools.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// let mut jar = Jar::new();
    /// jar.receive("/", &["visit=7"]);
    /// jar.get_mut("visit").ok_or("it is kept")?.value = "8".to_owned();
    /// assert_eq!(jar.header("/").as_deref(), Some("visit=8"));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn get_mut(&mut self, name: &str) -> Option<&mut StoredCookie> {
        let now = (self.clock)();
        self.cookies.iter_mut().find(|cookie| cookie.name == name && !cookie.is_over(now))
    }

    /// Closes the browser: it forgets all cookies without `Max-Age` and `Expires`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// let mut jar = Jar::new();
    /// jar.receive("/", &["visit=7", "theme=dark; Max-Age=3600"]);
    /// jar.close();
    /// assert_eq!(jar.header("/").as_deref(), Some("theme=dark"));
    /// ```
    pub fn close(&mut self) {
        self.cookies.retain(|cookie| cookie.expires.is_some());
    }

    pub(super) fn header_for(&self, to: &Place) -> Option<String> {
        let now = (self.clock)();
        let mut sent: Vec<&StoredCookie> =
            self.cookies.iter().filter(|cookie| cookie.goes(to) && !cookie.is_over(now)).collect();
        sent.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<String> = sent.into_iter().map(StoredCookie::pair).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    #[track_caller]
    pub(super) fn receive_at(&mut self, from: &Place, response: &(impl SetCookieValues + ?Sized)) {
        let dropped = self.keep_all(from, response);
        if let Some(dropped) = dropped.iter().find(|dropped| !dropped.is_removal()) {
            panic!("{dropped}; the page was {from}");
        }
    }

    /// Takes all cookies of a response. Returns those that a browser drops.
    fn keep_all(&mut self, from: &Place, response: &(impl SetCookieValues + ?Sized)) -> Vec<Dropped> {
        let values = response.set_cookie_values();
        values.iter().filter_map(|text| self.keep(text, from).err()).collect()
    }

    /// Takes one Set-Cookie value.
    fn keep(&mut self, text: &str, from: &Place) -> Result<(), Dropped> {
        let now = (self.clock)();
        self.cookies.retain(|old| !old.is_over(now));
        let cookie = StoredCookie::parse(text, from, now)?;
        cookie.check(from).map_err(|reason| Dropped::new(&cookie.name, reason, cookie.is_over(now)))?;
        if self.cookies.iter().any(|old| old.is_hidden_by(&cookie, from)) {
            return Err(Dropped::new(&cookie.name, DropReason::HidesSecure, cookie.is_over(now)));
        }
        let old = self.cookies.iter().position(|old| old.same_slot(&cookie));
        match (old, cookie.is_over(now)) {
            (Some(old), true) => drop(self.cookies.remove(old)),
            // The cookie keeps its place in the order, because it keeps its creation time.
            (Some(old), false) => self.cookies[old] = cookie,
            (None, true) => {}
            (None, false) => self.cookies.push(cookie),
        }
        Ok(())
    }
}

impl Default for Jar {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Jar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.cookies).finish()
    }
}
