//! [`Config`]: a session type's cookie name, attributes and lifetimes, built and checked in `const`.

use std::time::Duration;

use super::attributes::{Priority, SameSite};
use super::format::{Accept, Format};
use super::grammar::MAX_COOKIE_BYTES;

/// A session type's cookie and lifetimes, as `#[iron(..)]` writes them.
///
/// The builder methods only record what they are given. [`check`](Self::check) checks the whole, so the order
/// of the calls does not matter. A session type with a bad configuration does not compile.
/// [`SessionManager::configure`](crate::SessionManager::configure) changes a type's configuration at run
/// time.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use iron_session::{Config, IronSession, SameSite};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "__Host-admin", max_age = "1h", same_site = "strict")]
/// struct Admin {
///     name: Option<String>,
/// }
///
/// let config = Config::new("__Host-admin").max_age(Duration::from_secs(3600)).same_site(SameSite::Strict);
/// assert_eq!(Admin::CONFIG, config);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate switch, named as browsers name it")]
pub struct Config {
    pub(crate) cookie: &'static str,
    pub(super) max_age: Option<Duration>,
    pub(super) refresh_after: Option<Duration>,
    pub(super) absolute_timeout: AbsoluteTimeout,
    pub(crate) persistent: bool,
    pub(crate) id: bool,
    pub(crate) no_store: bool,
    pub(crate) max_bytes: usize,
    pub(crate) chunks: usize,
    pub(crate) format: Format,
    pub(crate) accept: Option<Accept>,
    pub(crate) path: &'static str,
    pub(crate) domain: Option<&'static str>,
    pub(crate) secure: bool,
    pub(crate) http_only: bool,
    pub(crate) same_site: SameSite,
    pub(crate) partitioned: bool,
    pub(crate) priority: Option<Priority>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AbsoluteTimeout {
    Default,
    After(Duration),
    Never,
}

impl Config {
    /// The cookie name of a type that declares none: it tells nothing about the application, and its prefix
    /// binds the cookie to one host.
    pub const DEFAULT_COOKIE: &'static str = "__Host-session";

    /// Builds a configuration with this cookie name and the defaults: 14 days, `Path=/`, `Secure`,
    /// `HttpOnly`, `SameSite=Lax`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Config, IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|_| Config::new("visit"))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.ends_with("; Max-Age=1209600; Path=/; Secure; HttpOnly; SameSite=Lax"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn new(cookie: &'static str) -> Self {
        Self {
            cookie,
            max_age: None,
            refresh_after: None,
            absolute_timeout: AbsoluteTimeout::Default,
            persistent: true,
            id: false,
            no_store: false,
            max_bytes: MAX_COOKIE_BYTES,
            chunks: 1,
            format: Format::Native,
            accept: None,
            path: "/",
            domain: None,
            secure: true,
            http_only: true,
            same_site: SameSite::Lax,
            partitioned: false,
            priority: None,
        }
    }

    /// Ends the session this long after it was last written: whole seconds, at most 400 days.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # use std::time::Duration;
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.max_age(Duration::from_secs(3600)))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Max-Age=3600;"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// Lets using the session count as writing it, once this long has passed since it was written: whole
    /// seconds, less than `max_age`.
    ///
    /// A visitor who comes back in time is then not logged out. Without it, only a change of the data moves
    /// the end.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let (sessions, start) = (SessionManager::<Visit>::new(Keyring::generate()?), SystemTime::now());
    /// const HOUR: Duration = Duration::from_secs(3600);
    /// let sessions = sessions.configure(|config| config.max_age(8 * HOUR).refresh_after(HOUR))?;
    /// # let mut first = sessions.clone().clock(move || start).load(&http::HeaderMap::new());
    /// # first.set_count(1);
    /// # let cookie = first.set_cookies()?.into_iter().collect::<String>();
    /// # let request = http::Request::get("/").header("cookie", cookie).body(())?;
    ///
    /// // The session was written at `start`. Two hours later a handler only reads it.
    /// let mut session = sessions.clock(move || start + 2 * HOUR).load(&request);
    /// assert_eq!(session.count(), 1);
    /// assert_eq!(session.set_cookies()?.into_iter().count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn refresh_after(mut self, after: Duration) -> Self {
        self.refresh_after = Some(after);
        self
    }

    /// Ends the session this long after it began, however often it is written: whole seconds, at least
    /// `max_age`.
    ///
    /// Without it that is 90 days, or `max_age` if `max_age` is longer.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let (sessions, start) = (SessionManager::<Visit>::new(Keyring::generate()?), SystemTime::now());
    /// const HOUR: Duration = Duration::from_secs(3600);
    /// let sessions = sessions.configure(|config| config.max_age(8 * HOUR).absolute_timeout(12 * HOUR))?;
    /// # let mut first = sessions.clone().clock(move || start).load(&http::HeaderMap::new());
    /// # first.set_count(1);
    /// # let cookie = first.set_cookies()?.into_iter().collect::<String>();
    /// # let request = http::Request::get("/").header("cookie", cookie).body(())?;
    ///
    /// // The session began at `start`. Seven hours later it is changed, and has five hours left.
    /// let mut session = sessions.clock(move || start + 7 * HOUR).load(&request);
    /// session.set_count(2);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Max-Age=18000;"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn absolute_timeout(mut self, timeout: Duration) -> Self {
        self.absolute_timeout = AbsoluteTimeout::After(timeout);
        self
    }

    /// Lets a session that is written often enough last without end.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let (sessions, start) = (SessionManager::<Visit>::new(Keyring::generate()?), SystemTime::now());
    /// const DAY: Duration = Duration::from_secs(86_400);
    /// let sessions = sessions.configure(|config| config.max_age(60 * DAY).no_absolute_timeout())?;
    /// # let mut first = sessions.clone().clock(move || start).load(&http::HeaderMap::new());
    /// # first.set_count(1);
    /// # let cookie = first.set_cookies()?.into_iter().collect::<String>();
    /// # let request = http::Request::get("/").header("cookie", cookie).body(())?;
    ///
    /// // The session began at `start`. After 59 days it is changed, and lasts 60 more.
    /// let mut session = sessions.clock(move || start + 59 * DAY).load(&request);
    /// session.set_count(2);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Max-Age=5184000;"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn no_absolute_timeout(mut self) -> Self {
        self.absolute_timeout = AbsoluteTimeout::Never;
        self
    }

    /// Sets whether the browser keeps the cookie when it exits. The seal ends after `max_age` either way.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.persistent(false))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(!cookie.contains("Max-Age"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn persistent(mut self, persistent: bool) -> Self {
        self.persistent = persistent;
        self
    }

    /// Sets whether a random id of 128 bits is sealed with the session. [`Meta::id`](crate::Meta::id) returns
    /// it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.id(true))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// assert_eq!(session.meta().id(), None);
    /// let _ = session.set_cookies()?;
    /// assert!(session.meta().id().is_some());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn id(mut self, id: bool) -> Self {
        self.id = id;
        self
    }

    /// Sets whether the response to a read is `Cache-Control: no-store` too, if the request brought a
    /// session.
    ///
    /// Then the browser keeps no page for its Back button, so that after a logout nobody sees the pages of
    /// the visitor by it. A response that writes the cookie is `no-store` in any case. Without this a read is
    /// `private`, or has the program's own `Cache-Control`, which `no_store` replaces.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.no_store(true))?;
    /// # let mut session = sessions.load(&http::HeaderMap::new());
    /// # session.set_count(1);
    /// # let cookie: String = session.set_cookies()?.into_iter().collect();
    /// let request = http::Request::builder().header("cookie", cookie).body(()).expect("a header value");
    /// let mut response = http::Response::new(());
    /// sessions.load(&request).save(&mut response)?;
    /// assert_eq!(response.headers()["cache-control"], "no-store");
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn no_store(mut self, no_store: bool) -> Self {
        self.no_store = no_store;
        self
    }

    /// Makes a save an error if name and value of the cookie have more than this many bytes: 256 to 4096.
    ///
    /// It is for proxies that take less than browsers do. nginx answers 502 by default if the head of a
    /// response does not fit into one page of memory, 4 or 8 KiB, attributes included: see
    /// [`deploying`](crate::deploying#what-proxies-take). In the format of iron-session for JavaScript the
    /// whole Set-Cookie text counts. With [`chunks`](Self::chunks) it is the limit of each cookie.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct SessionData { note: String }
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?)
    ///     .configure(|config| config.max_bytes(3000))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_note("x".repeat(2500));
    /// let Err(Error::TooLarge(too_large)) = session.set_cookies() else {
    ///     panic!("base64 makes four characters of three bytes");
    /// };
    /// assert_eq!(too_large.limit, 3000);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub const fn max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// Lets a session that does not fit into one cookie be written in up to this many: 2 to 4, and 1 for
    /// none.
    ///
    /// The cookies are called `NAME.0`, `NAME.1` and so on. A session that fits is written whole, under its
    /// name. A session in chunks is read by every configuration, also by one without `chunks`.
    ///
    /// A server takes only so many bytes of headers: nginx and Apache about 8 KiB by default. A visitor whose
    /// cookies have more is answered 400 at every request, logout included. Two full chunks of 4096 bytes are
    /// over that limit already. So the sensible limit is two, with a [`max_bytes`](Self::max_bytes) of 3500:
    /// that leaves 1 KiB to other cookies.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct SessionData { note: String }
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?)
    ///     .configure(|config| config.chunks(2))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_note("x".repeat(4000));
    /// let written: Vec<String> = session.set_cookies()?.into_iter().collect();
    /// assert!(written[0].starts_with("visit=; Max-Age=0;")); // what was written whole before
    /// assert!(written[1].starts_with("visit.0=2.") && written[2].starts_with("visit.1=2."));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn chunks(mut self, chunks: usize) -> Self {
        self.chunks = chunks;
        self
    }

    /// Seals as iron-session for JavaScript does, so that both share one cookie (feature `fe26`).
    ///
    /// That seal has no room for an id, `refresh_after` or an absolute timeout.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "sid")]
    /// # struct Visit { count: u32 }
    /// # #[cfg(feature = "fe26")] {
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// let keys = Keyring::builder().fe26_password("1", password).build()?;
    /// let sessions = SessionManager::<Visit>::new(keys).configure(|config| config.format_fe26())?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.starts_with("sid=Fe26.2*1*"));
    /// # }
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn format_fe26(mut self) -> Self {
        self.format = Format::Fe26;
        self
    }

    /// Also reads iron-session's seals, up to a moment in seconds since 1970, and seals them anew natively
    /// (feature `fe26`).
    ///
    /// A seal without an end is refused.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// # #[cfg(feature = "fe26")] {
    /// # use std::{collections::HashMap, time::{Duration, SystemTime}};
    /// # let key = &std::array::from_fn(|n| (n * n * 7 + n * 31 + 200) as u8);
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// # let keys = Keyring::builder().key(key).fe26_password("1", password).build()?;
    /// # let sessions = SessionManager::<Visit>::new(keys.clone());
    /// # let (data, hour) = (HashMap::from([("count", 7)]), Duration::from_secs(3600));
    /// # let sealed = iron_session::fe26::seal(&keys, &data, Some(hour), SystemTime::now())?;
    /// // `sealed` is what iron-session for JavaScript made of `{"count":7}`.
    /// let request = http::Request::get("/").header("cookie", format!("visit={sealed}")).body(())?;
    /// let sessions = sessions.configure(|config| config.accept_fe26(u32::MAX))?;
    /// let mut session = sessions.load(&request);
    /// assert_eq!(session.count(), 7);
    /// assert_eq!(session.set_cookies()?.into_iter().count(), 1);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn accept_fe26(mut self, until: u32) -> Self {
        let name = match self.accept {
            Some(accept) => accept.name,
            None => None,
        };
        self.accept = Some(Accept { until, name });
        self
    }

    /// The name of the cookie in which iron-session's seals come, if it is not the session's own name.
    ///
    /// That cookie is removed when the session is sealed anew. It needs [`accept_fe26`](Self::accept_fe26).
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// # #[cfg(feature = "fe26")] {
    /// # use std::{collections::HashMap, time::{Duration, SystemTime}};
    /// # let key = &std::array::from_fn(|n| (n * n * 7 + n * 31 + 200) as u8);
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// # let keys = Keyring::builder().key(key).fe26_password("1", password).build()?;
    /// # let sessions = SessionManager::<Visit>::new(keys.clone());
    /// # let (data, hour) = (HashMap::from([("count", 7)]), Duration::from_secs(3600));
    /// # let sealed = iron_session::fe26::seal(&keys, &data, Some(hour), SystemTime::now())?;
    /// let request = http::Request::get("/").header("cookie", format!("sid={sealed}")).body(())?;
    /// let sessions = sessions.configure(|config| config.accept_fe26(u32::MAX).accept_name("sid"))?;
    /// let mut session = sessions.load(&request);
    /// assert_eq!(session.count(), 7);
    /// let removal = session.set_cookies()?.into_iter().next().unwrap_or_default();
    /// assert!(removal.starts_with("sid=; Max-Age=0;"));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn accept_name(mut self, name: &'static str) -> Self {
        let until = match self.accept {
            Some(accept) => accept.until,
            None => 0,
        };
        self.accept = Some(Accept { until, name: Some(name) });
        self
    }

    /// Sets the path below which the browser sends the cookie. It is no boundary against other pages of the
    /// host.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.path("/app"))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Path=/app;"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn path(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    /// Shares the cookie with this domain and all hosts below it.
    ///
    /// [`SessionManager::domain`](crate::SessionManager::domain) says which domains are refused, and what a
    /// browser does with others that are wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.domain("shop.example"))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Domain=shop.example;"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn domain(mut self, domain: &'static str) -> Self {
        self.domain = Some(domain);
        self
    }

    /// Sets whether the cookie travels only over HTTPS (and to localhost).
    ///
    /// A name with a prefix needs it. For plain http in a LAN,
    /// [`insecure_plain_http`](crate::SessionManager::insecure_plain_http) drops both.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.secure(false))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(!cookie.contains("; Secure"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn secure(mut self, secure: bool) -> Self {
        self.secure = secure;
        self
    }

    /// Sets whether the cookie is hidden from scripts in the page.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.http_only(false))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(!cookie.contains("; HttpOnly"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn http_only(mut self, http_only: bool) -> Self {
        self.http_only = http_only;
        self
    }

    /// Sets when requests that other sites caused carry the cookie.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SameSite, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.same_site(SameSite::Strict))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.ends_with("; SameSite=Strict"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn same_site(mut self, same_site: SameSite) -> Self {
        self.same_site = same_site;
        self
    }

    /// Sets whether an embedded page has one cookie for each top-level site that embeds it (CHIPS).
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.partitioned(true))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.ends_with("; Partitioned"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn partitioned(mut self, partitioned: bool) -> Self {
        self.partitioned = partitioned;
        self
    }

    /// Sets which cookies the browser removes first when a site has too many.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Priority, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let sessions = sessions.configure(|config| config.priority(Priority::High))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.ends_with("; Priority=High"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub const fn priority(mut self, priority: Priority) -> Self {
        self.priority = Some(priority);
        self
    }

    /// Returns the cookie's name.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Config, IronSession};
    ///
    /// #[derive(IronSession)]
    /// struct SessionData {
    ///     username: Option<String>,
    /// }
    ///
    /// assert_eq!(SessionData::CONFIG.cookie(), Config::DEFAULT_COOKIE);
    /// ```
    #[must_use]
    pub const fn cookie(&self) -> &'static str {
        self.cookie
    }
}
