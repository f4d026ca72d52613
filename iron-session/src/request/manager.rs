//! [`SessionManager`]: a keyring with the configuration that holds at run time.

use std::fmt;
use std::marker::PhantomData;
use std::time::SystemTime;

use super::cookie_names::CookieNames;
use super::loaded::Loaded;
use super::localhost::is_localhost;
use super::marker;
use super::policy::{FormerShape, Policy};
use super::set_cookies::SetCookies;
use super::state::State;
use super::telling;
use crate::config::{Config, Format, check_domain};
use crate::error::{ConfigError, Error, SessionError};
use crate::events::{self, Event, Observer, Report, RequestLine};
use crate::json::JAVASCRIPT_METHODS;
use crate::keyring::Keyring;
use crate::members::IronSession;
use crate::times::Clock;

/// Loads sessions of one type, with a keyring and all that is known only at run time.
///
/// [`IronSession::load`] is short for a manager with nothing overridden. Cloning is cheap.
///
/// # Examples
///
/// ```
/// use iron_session::{IronSession, Keyring, SessionManager};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "visit")]
/// struct Visit {
///     count: u32,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = SessionManager::<Visit>::new(Keyring::generate()?)
///     .domain("shop.example")?
///     .on_event(|report| eprintln!("{report}"));
///
/// let session = sessions.load(&http::Request::new(()));
/// assert_eq!(session.count(), 0);
/// # Ok(())
/// # }
/// ```
pub struct SessionManager<T> {
    pub(super) policy: Policy,
    insecure_localhost: bool,
    session: PhantomData<fn() -> T>,
}

impl<T: IronSession> SessionManager<T> {
    /// A manager with the type's own configuration, which is checked when the program is compiled.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// assert_eq!(session.set_cookies()?.name(), "visit");
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn new(keys: Keyring) -> Self {
        Self { policy: Policy::declared::<T>(keys), insecure_localhost: false, session: PhantomData }
    }

    /// Shares the cookie with a domain that is known only at run time, and all hosts below it.
    ///
    /// The best-known public suffixes are refused, such as `co.uk` and `github.io`. The whole list is at
    /// <https://publicsuffix.org>. A browser drops the cookie if a domain is on that list, or if it does not
    /// contain the host of the page, `localhost` and addresses included. A write for such a host is
    /// [`Event::OutsideDomain`].
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for a text that is no domain or a public suffix, and under a `__Host-` name, which
    /// may not have one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).domain("shop.example")?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Domain=shop.example;"));
    /// assert!(sessions.domain("no domain").is_err());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn domain(mut self, domain: impl Into<Box<str>>) -> Result<Self, Error> {
        let domain = domain.into();
        check_domain(&domain)?;
        self.policy.override_with(|settings| settings.domain = Some(domain))?;
        Ok(self)
    }

    /// Removes, at every write, the cookie that an earlier configuration left with this domain and path.
    ///
    /// Call it when `domain` or `path` is changed or dropped. A browser keeps the old cookie beside the new
    /// one, and a server that sees two sessions cannot tell which one is the visitor's. When `domain` or
    /// `partitioned` is *added*, the call is not needed: the cookie without it is removed in any case.
    ///
    /// It removes the partitioned cookie of this domain and path too, and the unpartitioned one. So when
    /// `partitioned` is dropped, name today's domain and path: `former(None, "/")`. With `same_site = "none"`
    /// that call is not needed. A partitioned cookie is removed only by a response within the same site that
    /// embeds the page, since browsers send it nowhere else.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for a text that is no domain or no path.
    ///
    /// # Examples
    ///
    /// The path was `/shop` and is `/` now:
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).former(None, "/shop")?;
    /// let mut session = sessions.load_bytes([b"visit=..".as_slice()], None);
    /// session.set_count(1);
    /// let values: Vec<String> = session.set_cookies()?.into_iter().collect();
    /// assert_eq!(values.len(), 3); // unpartitioned, partitioned, and the session
    /// assert!(values[0].starts_with("visit=; Max-Age=0; ") && values[0].contains("; Path=/shop;"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn former(mut self, domain: Option<&str>, path: &str) -> Result<Self, Error> {
        let shape = FormerShape::new(domain, path)?;
        self.policy.override_with(|settings| settings.former.push(shape))?;
        Ok(self)
    }

    /// Removes, at every write, an accepted cookie that iron-session for JavaScript left with this domain and
    /// path.
    ///
    /// It matters under `accept` only. A write in a request that brought an accepted cookie removes it at `/`
    /// and at today's `path`, without a domain, with that of the request's host, and with at most three of
    /// the host's parents. Name each other domain or path that JavaScript has used, for example if a proxy
    /// changes the host. Otherwise that cookie stays, and makes every later session
    /// [ambiguous](crate::Rejection::Ambiguous), unless the session's own name begins with `__Host-`.
    /// [`Event::JavascriptRemains`] names that case.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for a text that is no domain or no path.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit", accept = "fe26", accept_until = "2030-01-01", accept_name = "sid")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).accept_former(None, "/api")?;
    /// let mut session = sessions.load_bytes([b"sid=Fe26.2*..".as_slice()], Some(b"shop.example"));
    /// session.set_count(1);
    /// let values: Vec<String> = session.set_cookies()?.into_iter().collect();
    /// assert!(values.iter().any(|value| value.starts_with("sid=; ") && value.contains("; Path=/api;")));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[cfg(feature = "fe26")]
    pub fn accept_former(mut self, domain: Option<&str>, path: &str) -> Result<Self, Error> {
        let shape = FormerShape::new(domain, path)?;
        self.policy.override_with(|settings| settings.accept_former.push(shape))?;
        Ok(self)
    }

    /// Changes the type's configuration, for example to the lifetime that a file prescribes.
    ///
    /// `change` gets the configuration as it is declared, or as an earlier call has left it. What it does not
    /// name stays as it is, and so does all that other methods have set.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] if browsers would drop the resulting cookie, or if the result is not safe.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let max_age = Duration::from_secs(3600); // from a file
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?)
    ///     .configure(|config| config.max_age(max_age))?;
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Max-Age=3600;"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn configure(mut self, change: impl FnOnce(Config) -> Config) -> Result<Self, Error> {
        self.policy.configure(change)?;
        if self.policy.config.format == Format::Fe26 {
            check_fe26_type::<T>()?;
        }
        Ok(self)
    }

    /// Forbids caches, the browser's own included, to keep the response to a read of a session that exists.
    ///
    /// It is short for `configure(|config| config.no_store(true))`; see [`Config::no_store`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use http::{Request, Response};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).no_store();
    /// let mut stranger = Response::new(());
    /// sessions.load(&Request::new(())).save(&mut stranger)?;
    /// assert_eq!(stranger.headers()["cache-control"], "private");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn no_store(mut self) -> Self {
        self.policy.forbid_store();
        self
    }

    /// Whether the keyring has what this type's format needs: a native key, or Fe26.2 passwords that seal or
    /// open.
    ///
    /// Call it at the start if a keyring holds secrets of both kinds. Without it, a missing secret is found
    /// at the first save.
    ///
    /// # Errors
    ///
    /// - [`Error::SealingKeys`] if there is no native key for the native format.
    /// - `Error::NoFe26Password` if there is no password for Fe26.2.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// assert!(sessions.check().is_ok());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn check(&self) -> Result<(), Error> {
        if self.policy.config.format == Format::Native {
            self.policy.keys.sealing(0)?;
        }
        #[cfg(feature = "fe26")]
        {
            let keys = self.policy.keys.fe26();
            let seals = self.policy.config.format != Format::Fe26 || keys.sealing().is_some();
            let opens = self.policy.config.accept.is_none() || !keys.is_empty();
            if !seals || !opens {
                return Err(Error::NoFe26Password);
            }
        }
        Ok(())
    }

    /// Takes the time from `clock`. For tests, and where the target has no clock.
    ///
    /// It is read when a session is loaded, once more for each `renew` and `restart`, and once more for a
    /// save that is due and that no handler asked for.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// let now = UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    /// let sessions = SessionManager::<Visit>::new(keys).clock(move || now);
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// let _cookies = session.set_cookies()?;
    /// assert_eq!(session.meta().created(), Some(now));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.policy.take_time_from(Clock::new(clock));
        self
    }

    /// Takes nonces and ids from `source`, those of [`Csrf`](crate::Csrf) too. For tests of a source that
    /// fails: a repeated nonce breaks the cipher.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// let sessions = SessionManager::<Visit>::new(keys).random_source(|_| Err(Error::Random));
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_count(1);
    /// assert!(matches!(session.set_cookies(), Err(Error::Random)));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[cfg(feature = "hazmat")]
    #[must_use]
    pub fn random_source(mut self, source: fn(&mut [u8]) -> Result<(), Error>) -> Self {
        self.policy.take_random_from(source);
        self
    }

    /// Whether a save reads the JSON back before it is sealed, and writes nothing if the next request would
    /// read something else. Then it is [`Error::Unreadable`].
    ///
    /// Without this call it is on in builds of the program with `debug_assertions`, and off in others.
    /// There it is worth its time if members have types with hand-written or unusual serde traits. Members
    /// spelled as `bool`, numbers, `char`, `String`, or `Option` and `Vec` of these, are then not checked,
    /// and cost nothing. With a small map, or a small struct with serde's derive, a save takes about two
    /// thirds longer.
    ///
    /// # Examples
    ///
    /// serde writes this enum, and cannot read it: inside `tag` it does not read numbers as keys.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use iron_session::{Error, IronSession, Keyring, SessionManager};
    ///
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// #[serde(tag = "type")]
    /// enum Cart {
    ///     Items { items: BTreeMap<u32, u32> },
    /// }
    ///
    /// #[derive(IronSession)]
    /// struct SessionData {
    ///     cart: Option<Cart>,
    /// }
    ///
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).read_back(true);
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_cart(Cart::Items { items: BTreeMap::from([(1, 2)]) });
    /// assert!(matches!(session.set_cookies(), Err(Error::Unreadable { member: "cart" })));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn read_back(mut self, read_back: bool) -> Self {
        self.policy.read_back(read_back);
        self
    }

    /// Calls `observer` for each [`Event`] of these sessions: cookies that opened or were refused, what was
    /// written, and what failed.
    ///
    /// Set it in every program, and tell what has at least the severity [`Warn`](crate::Severity::Warn).
    /// Without it, and without the feature `tracing`, nobody hears in production why a layer answers 500. A
    /// build with `debug_assertions` tells such errors to the developer then: on stderr, and in the body of
    /// the 500. Other builds never tell a visitor why a save failed.
    ///
    /// The observer is called in the thread of the request, so it should not wait. It may ask for the
    /// session. A later call replaces the observer. If a layer of another type hears that a handler asked for
    /// a session without a layer, the observer is told too.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::mpsc::channel;
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// use iron_session::{Event, Rejection};
    ///
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let (tell, told) = channel();
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).on_event(move |report| {
    ///     if let Event::Refused { reason } = report.event {
    ///         drop(tell.send((report.cookie, reason)));
    ///     }
    /// });
    /// let _session = sessions.load_bytes([b"visit=not a seal".as_slice()], None);
    /// assert_eq!(told.try_recv()?, ("visit", Rejection::Malformed));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn on_event(mut self, observer: impl Fn(&Report<'_>) + Send + Sync + 'static) -> Self {
        self.policy.tell(Observer::new(observer));
        if self.policy.plain_http {
            // The call was before this one, and the features have heard of it.
            self.policy.observer.tell_alone(&self.report_of(Event::PlainHttp));
        }
        self
    }

    /// Drops `Secure` and the name's prefix for requests to localhost. Safari needs it during development.
    ///
    /// It acts only if the request's host is `localhost`, below `.localhost`, in 127.0.0.0/8, or `[::1]`.
    /// Chromium and Firefox take Secure cookies from there and do not need it. Use it for development only:
    /// behind a proxy that sends its requests with such a host, it would hold for visitors too.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "__Host-visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// let sessions = SessionManager::<Visit>::new(keys).insecure_localhost();
    /// let mut session = sessions.load_bytes([], Some(b"localhost:3000"));
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.starts_with("visit=") && !cookie.contains("Secure"));
    ///
    /// let mut session = sessions.load_bytes([], Some(b"shop.example"));
    /// assert_eq!(session.set_cookies()?.name(), "__Host-visit");
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn insecure_localhost(mut self) -> Self {
        self.insecure_localhost = true;
        self
    }

    /// Drops `Secure` and the name's prefix for every host. It is for a network without https, such as a LAN
    /// whose servers have no certificates.
    ///
    /// It gives up what `Secure` and the prefix promise:
    ///
    /// - Whoever is on the way can copy the cookie, and is signed in with it as the visitor.
    /// - Whoever is on the way, and any other host of the same domain, can plant a session of its own.
    ///   If the visitor has another one, the two are [ambiguous](crate::Rejection::Ambiguous).
    ///
    /// So do not use it where https can be had, and never on the internet. Development on localhost needs
    /// none of it in most browsers; for Safari there is [`insecure_localhost`](Self::insecure_localhost). A
    /// proxy that ends https is no reason either: the browser sees https there.
    ///
    /// A seal is bound to the name of its cookie. So sessions under the name with the prefix end, and those
    /// without it end when the call is removed. If the name has no prefix, a browser may still hold the
    /// `Secure` cookie of this name from https. It takes no other cookie of the name over http until that
    /// one is gone. An `accept_name` loses its prefix too. So in that network, JavaScript has to use the
    /// names without their prefixes.
    ///
    /// [`configure`](Self::configure) still changes the declared configuration, name and `secure` included.
    /// The call is an [`Event`], as a warning.
    ///
    /// # Errors
    ///
    /// [`ConfigError::PlainHttp`] for a cookie with `same_site = "none"` or `partitioned`, which browsers
    /// take over https only.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "__Host-visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// let sessions = SessionManager::<Visit>::new(keys).insecure_plain_http()?;
    /// let mut session = sessions.load_bytes([], Some(b"192.168.1.20:8080"));
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.starts_with("visit=") && !cookie.contains("Secure"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn insecure_plain_http(mut self) -> Result<Self, Error> {
        self.policy.allow_plain_http()?;
        self.policy.observer.tell(&self.report_of(Event::PlainHttp));
        Ok(self)
    }

    /// A session that is new, under the policy that holds for a request's host. [`Loaded::read`] follows.
    #[inline]
    pub(crate) fn begin<'h>(&self, host: impl FnOnce() -> Option<&'h [u8]>) -> Loaded<T> {
        let policy = if self.insecure_localhost && host().is_some_and(is_localhost) {
            self.policy.without_secure()
        } else {
            self.policy.clone()
        };
        Loaded::new(T::default(), State::new(policy))
    }

    /// Tells the operator what the request brought. `host` and `request` are called only if anybody hears of
    /// it.
    #[inline]
    pub(crate) fn report_received<'h, 'r>(
        &self,
        loaded: &mut Loaded<T>,
        host: impl FnOnce() -> Option<&'h [u8]>,
        request: impl FnOnce() -> Option<RequestLine<'r>>,
    ) {
        if self.is_listening() {
            telling::received(&mut loaded.state, host(), request());
        }
    }
}

impl<T> SessionManager<T> {
    /// Whether anybody hears of events.
    #[inline]
    pub(crate) fn is_listening(&self) -> bool {
        self.policy.observer.is_listening()
    }

    /// Tells the operator of an event.
    #[cold]
    pub(crate) fn tell(&self, request: Option<RequestLine<'_>>, event: Event<'_>) {
        if self.is_listening() {
            telling::tell(&self.policy, request, event);
        }
    }

    /// Tells the operator that a layer could not save a session, or could not lend it.
    #[cold]
    pub(crate) fn report(&self, error: &SessionError, request: Option<RequestLine<'_>>) {
        telling::failed(&self.policy, error, request);
        if !self.policy.observer.is_set() {
            events::tell_developer(error);
        }
    }

    /// Tells the operator what a layer writes of a session.
    pub(crate) fn report_saved(&self, cookies: &SetCookies, request: Option<RequestLine<'_>>) {
        if self.is_listening() {
            telling::saved(&self.policy, cookies, request);
        }
    }

    /// Tells the observer, if there is one, of an error that the features hear of from elsewhere.
    #[allow(dead_code, reason = "only the frameworks have extractors")]
    #[cold]
    pub(crate) fn tell_observer(&self, error: &SessionError) -> bool {
        let event = Event::Failed { error };
        self.policy.observer.tell_alone(&Report { cookie: "", request: None, event });
        self.policy.observer.is_set()
    }

    fn report_of<'a>(&self, event: Event<'a>) -> Report<'a> {
        Report { cookie: self.cookie(), request: None, event }
    }

    /// What a 500 with this error says. It is empty if an observer hears of the error.
    #[allow(dead_code, reason = "only the frameworks answer with a 500")]
    pub(crate) fn text_for_developers(&self, error: &SessionError) -> String {
        if self.policy.observer.is_set() { String::new() } else { events::text_for_developers(error) }
    }

    /// The name of the cookie: the type's, or the one that `configure` has set.
    pub(crate) fn cookie(&self) -> &'static str {
        self.policy.config.cookie
    }

    /// All names under which cookies are read or written.
    pub(crate) fn cookie_names(&self) -> CookieNames {
        let localhost = self.insecure_localhost.then(|| self.policy.config.without_secure());
        let config = &self.policy.config;
        CookieNames {
            own: config.cookie,
            accepted: config.accepted_name(),
            localhost: localhost.map(|config| config.cookie),
            accepted_on_localhost: localhost.and_then(|config| config.accepted_name()),
            marker: marker::is_used(config),
        }
    }
}

/// What Fe26.2, and the session object of iron-session for JavaScript, ask of a type. The derive has checked
/// it for types that declare the format.
fn check_fe26_type<T: IronSession>() -> Result<(), ConfigError> {
    if T::SCHEMA != 0 {
        return Err(ConfigError::Fe26Room);
    }
    let hidden = |name: &&str| JAVASCRIPT_METHODS.contains(name);
    if T::MEMBERS.iter().any(hidden) { Err(ConfigError::Fe26Member) } else { Ok(()) }
}

impl<T> Clone for SessionManager<T> {
    fn clone(&self) -> Self {
        Self {
            policy: self.policy.clone(),
            insecure_localhost: self.insecure_localhost,
            session: PhantomData,
        }
    }
}

impl<T> fmt::Debug for SessionManager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionManager")
            .field("keys", &self.policy.keys)
            .field("config", &self.policy.config)
            .field("domain", &self.policy.domain)
            .field("insecure_localhost", &self.insecure_localhost)
            .finish_non_exhaustive()
    }
}
