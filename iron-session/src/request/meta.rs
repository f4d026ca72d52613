//! [`Meta`]: what is known about a session besides its data.

use std::fmt;
use std::time::SystemTime;

use super::room::{self, Measured};
use super::state::State;
use crate::error::Rejection;
use crate::keyring::ShortTag;
use crate::seal::id_text;
use crate::times::{Times, system_time, whole_seconds};

/// What is known about a session besides its data: its times, its key, why a cookie was refused, and how much
/// still fits.
///
/// [`Session::meta`](crate::Session::meta) gives it.
///
/// # Examples
///
/// ```
/// # use std::time::Duration;
/// # use iron_session::{IronSession, Keyring};
/// #
/// # #[derive(IronSession)]
/// # #[iron(max_age = "30d")]
/// # struct SessionData {
/// #     user: Option<u64>,
/// # }
/// #
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
/// # let keys = Keyring::generate()?;
/// let mut session = SessionData::load(&request, &keys);
/// session.set_user(7);
/// session.save(&mut response)?;
///
/// let (issued, expires) = session.meta().issued().zip(session.meta().expires()).ok_or("not saved")?;
/// assert_eq!(expires.duration_since(issued)?, Duration::from_secs(30 * 86_400));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Meta<'a>(&'a State, &'a dyn Measured);

impl<'a> Meta<'a> {
    /// The facts of `state`, about the session with this data.
    pub(crate) fn new(state: &'a State, data: &'a dyn Measured) -> Self {
        Self(state, data)
    }

    /// Whether no cookie of this request opened, or the session was restarted since.
    ///
    /// A save does not change it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let (request, keys) = (http::HeaderMap::new(), Keyring::generate()?);
    /// let mut session = Visit::load(&request, &keys);
    /// assert!(session.meta().is_new());
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    ///
    /// let mut request = http::HeaderMap::new();
    /// request.extend(cookie.parse().map(|cookie| (http::header::COOKIE, cookie)));
    /// assert!(!Visit::load(&request, &keys).meta().is_new());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.0.received.contents.is_none() || self.0.is_restarted()
    }

    /// When the session began. None until a new or renewed session is saved.
    ///
    /// `absolute_timeout` runs from here.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// # let day = |day: u64| UNIX_EPOCH + Duration::from_secs(day * 86_400);
    /// # let on_day = |n: u64| SessionManager::<Visit>::new(keys.clone()).clock(move || day(n));
    /// let mut session = on_day(1).load_bytes([], None);
    /// session.set_count(1);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    ///
    /// let mut session = on_day(3).load_bytes([cookie.as_bytes()], None);
    /// session.set_count(2);
    /// let _cookies = session.set_cookies()?;
    /// assert_eq!(session.meta().created(), Some(day(1))); // a change does not move it
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn created(&self) -> Option<SystemTime> {
        self.times().map(|times| system_time(times.created))
    }

    /// Whether the session began before `moment`, in whole seconds.
    ///
    /// It is for programs that keep a "not before" moment for each user, and refuse the sessions that are
    /// older.
    ///
    /// To end all other sessions of a user, take the time, keep it as the user's moment, and call
    /// [`renew`](crate::Session::renew) after that. The session that was renewed stays: a beginning has no
    /// fractions of a second, so those of the moment do not count either. A session that began in the same
    /// second as the moment is therefore not before it. If your database keeps whole seconds, let it round
    /// down.
    ///
    /// The answer is the same before a save and after it, unless the save renews because the subject has
    /// changed. A session that was not opened, renewed or restarted begins when it is loaded. An Fe26.2 seal
    /// does not tell the beginning: there a session begins whenever it is written, so an old one that is used
    /// is never before the moment.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::collections::HashMap;
    /// # use std::time::{Duration, SystemTime};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     user: Option<u64>,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// # let mut not_before = HashMap::new();
    /// # let yesterday = SystemTime::now() - Duration::from_secs(86_400);
    /// # let of_yesterday = SessionManager::<SessionData>::new(keys.clone()).clock(move || yesterday);
    /// # let mut session = of_yesterday.load_bytes([], None);
    /// # session.set_user(7);
    /// # let stolen: String = session.set_cookies()?.into_iter().collect();
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &keys);
    /// # session.set_user(7);
    /// // "Sign out everywhere else":
    /// not_before.insert(7, SystemTime::now());
    /// session.renew();
    /// assert!(!session.meta().began_before(not_before[&7]));
    ///
    /// // In every other request of the user:
    /// # let other = SessionManager::<SessionData>::new(keys).load_bytes([stolen.as_bytes()], None);
    /// assert!(other.meta().began_before(not_before[&7])); // so it is refused
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn began_before(&self, moment: SystemTime) -> bool {
        self.0.began() < whole_seconds(moment)
    }

    /// When the session's current lifetime began. None until a new or renewed session is saved.
    ///
    /// `max_age` runs from here.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// # let day = |day: u64| UNIX_EPOCH + Duration::from_secs(day * 86_400);
    /// # let on_day = |n: u64| SessionManager::<Visit>::new(keys.clone()).clock(move || day(n));
    /// # let mut session = on_day(1).load_bytes([], None);
    /// # session.set_count(1);
    /// # let cookie: String = session.set_cookies()?.into_iter().collect();
    /// let mut session = on_day(3).load_bytes([cookie.as_bytes()], None);
    /// assert_eq!(session.meta().issued(), Some(day(1)));
    /// session.set_count(2);
    /// let _cookies = session.set_cookies()?;
    /// assert_eq!(session.meta().issued(), Some(day(3))); // a change moves it
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn issued(&self) -> Option<SystemTime> {
        self.times().map(|times| system_time(times.issued))
    }

    /// When the session ends if nothing more is written. None until a new or renewed session is saved.
    ///
    /// It is the sealed end, or an earlier one if today's configuration is shorter.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// #[derive(IronSession)]
    /// #[iron(max_age = "14d")]
    /// struct Visit {
    ///     count: u32,
    /// }
    ///
    /// # let keys = Keyring::generate()?;
    /// # let day = |day: u64| UNIX_EPOCH + Duration::from_secs(day * 86_400);
    /// # let on_day = |n: u64| SessionManager::<Visit>::new(keys.clone()).clock(move || day(n));
    /// let mut session = on_day(1).load_bytes([], None);
    /// session.set_count(1);
    /// assert_eq!(session.meta().expires(), None);
    /// let _cookies = session.set_cookies()?;
    /// assert_eq!(session.meta().expires(), Some(day(15)));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn expires(&self) -> Option<SystemTime> {
        let limits = self.0.policy.limits;
        self.times().map(|times| system_time(times.effective_end(limits)))
    }

    /// The session's random id, if its type has one. None until a new or renewed session is saved.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// #[derive(IronSession)]
    /// #[iron(id)]
    /// struct Visit {
    ///     count: u32,
    /// }
    ///
    /// let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.set_count(1);
    /// assert_eq!(session.meta().id(), None);
    /// let _cookies = session.set_cookies()?;
    /// assert!(session.meta().id().is_some());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn id(&self) -> Option<[u8; 16]> {
        self.0.sealed_id()
    }

    /// The session's random id as 22 characters of base64url, for what is bound to the session, such as a
    /// token. None as for [`id`](Self::id). [`renew`](crate::Session::renew) gives a new one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(id)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.set_count(1);
    /// let _cookies = session.set_cookies()?;
    /// assert_eq!(session.meta().id_text().map(|id| id.len()), Some(22));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn id_text(&self) -> Option<String> {
        self.id().map(|id| id_text(&id))
    }

    /// The beginning of the tag of the key under which the cookie was sealed.
    ///
    /// The `Debug` of [`Keyring`](crate::Keyring) shows the same of each key. None if no native seal
    /// was opened, and after `renew` or `restart`.
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
    /// # let keys = Keyring::generate()?;
    /// # let sessions = SessionManager::<Visit>::new(keys.clone());
    /// # let mut session = sessions.load_bytes([], None);
    /// # session.set_count(1);
    /// # let cookie: String = session.set_cookies()?.into_iter().collect();
    /// let session = sessions.load_bytes([cookie.as_bytes()], None);
    /// let tag = session.meta().key_tag();
    /// assert_eq!(tag, keys.usage().iter().next().map(|key| key.tag));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn key_tag(&self) -> Option<ShortTag> {
        self.0.kept()?.key_tag().map(ShortTag)
    }

    /// Why the request's cookie was refused. None if it opened, or if there was no cookie.
    ///
    /// It is for logs, and not for the visitor.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Rejection, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let session = sessions.load_bytes([b"visit=tooshort".as_slice()], None);
    /// assert_eq!(session.meta().rejection(), Some(Rejection::Malformed));
    /// assert_eq!(sessions.load_bytes([], None).meta().rejection(), None);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn rejection(&self) -> Option<Rejection> {
        self.0.received.rejection
    }

    /// In how many cookies the session came: 1 for a whole one, 2 to 4 for one in chunks, and 0 if no cookie
    /// of this request opened. It is 0 too if none counts: several are ambiguous, or the one cannot be read.
    ///
    /// A save does not change it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// #[derive(IronSession)]
    /// #[iron(chunks = 2)]
    /// struct Notes {
    ///     text: String,
    /// }
    ///
    /// # let keys = Keyring::generate()?;
    /// let mut session = Notes::load(&http::HeaderMap::new(), &keys);
    /// assert_eq!(session.meta().chunks(), 0);
    /// session.set_text("a long text ".repeat(300));
    ///
    /// let mut request = http::HeaderMap::new();
    /// for cookie in session.set_cookies()?.into_iter().filter(|cookie| !cookie.contains("Max-Age=0;")) {
    ///     request.extend(cookie.parse().map(|cookie| (http::header::COOKIE, cookie)));
    /// }
    /// assert_eq!(Notes::load(&request, &keys).meta().chunks(), 2);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn chunks(&self) -> usize {
        let received = &self.0.received;
        match (&received.contents, &received.traces) {
            (None, _) => 0,
            (Some(_), None) => 1,
            (Some(_), Some(traces)) => traces.cookies.max(1).into(),
        }
    }

    /// How many more bytes of JSON fit before a save fails with [`Error::TooLarge`](crate::Error::TooLarge).
    ///
    /// It counts for the data as it is now, with [`chunks`](crate::Config::chunks) and
    /// [`max_bytes`](crate::Config::max_bytes). A save in this request agrees with it to the byte. Zero means
    /// that nothing more fits, or that the data is too large already, has no JSON, or is nested too deep, or
    /// that the format cannot hold the session's lifetime.
    ///
    /// A save can fail for other reasons than the size: the change is [withheld](Self::withheld), what is
    /// written cannot be read back ([`Error::Unreadable`](crate::Error::Unreadable)), or the keyring has no
    /// key that seals. [`SessionManager::check`](crate::SessionManager::check) finds the last at start.
    ///
    /// JSON is longer than the data: a text has two quotes, a quote or a backslash in it takes two bytes, a
    /// control character up to six, and a new member of a list a comma. The call writes the session as JSON
    /// once, to measure it.
    ///
    /// # Examples
    ///
    /// A list that drops its oldest entries before it is too long:
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// #[derive(IronSession)]
    /// struct SessionData {
    ///     searches: Vec<String>,
    /// }
    ///
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// for number in 0..500 {
    ///     let search = format!("what is {number}?");
    ///     // As JSON, with its quotes and escapes, and a comma.
    ///     let needed = serde_json::to_string(&search)?.len() + 1;
    ///     while session.meta().room() < needed && !session.searches().is_empty() {
    ///         session.searches_mut().remove(0);
    ///     }
    ///     session.searches_mut().push(search);
    /// }
    /// assert_eq!(session.searches().last().map(String::as_str), Some("what is 499?"));
    /// assert!(!session.set_cookies()?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn room(&self) -> usize {
        room::room(self.0, self.1)
    }

    /// Whether a change of the data is not written, since another site made the request.
    ///
    /// A browser may hold a session that it did not send. What is written in the response would replace it.
    /// So if a page of another site opens one of this site in a tab, and no cookie of the session came, a
    /// change is withheld in these cases:
    ///
    /// - `same_site` is lax or strict, and the method is not a safe one: a form of another site.
    /// - `same_site` is strict, the method is safe, and the marker `NAME-here` came: a link of another site.
    ///   The marker is a `Lax` cookie that is written and removed together with a strict session. Without it
    ///   this is a first visit, and all is written.
    ///
    /// A login has to call [`renew`](crate::Session::renew). From then on it is written, and this is false. A
    /// login that sets the field of `#[iron(subject = ..)]` is written too; there this is false after the
    /// save. A removal by [`destroy`](crate::Session::destroy) is always written.
    ///
    /// What is withheld is not written in any way, and the response is sent. The
    /// operator hears of [`Event::Withheld`](crate::Event::Withheld). In builds with `debug_assertions` it is
    /// an error of the save, [`Error::Withheld`](crate::Error::Withheld), so a layer answers 500.
    ///
    /// Browsers without Fetch Metadata headers, and requests of which the method is not known, are taken for
    /// the site's own.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     user: Option<u64>,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let form_of_another_site = http::Request::post("/callback")
    ///     .header("sec-fetch-site", "cross-site")
    ///     .header("sec-fetch-mode", "navigate")
    ///     .header("sec-fetch-dest", "document")
    ///     .body(())?;
    /// let mut session = SessionData::load(&form_of_another_site, &Keyring::generate()?);
    /// assert!(session.meta().withheld());
    ///
    /// session.set_user(7); // the form is a login, and its token was checked
    /// session.renew();
    /// assert!(!session.meta().withheld());
    /// assert!(!session.set_cookies()?.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn withheld(&self) -> bool {
        self.0.is_withheld()
    }

    fn times(self) -> Option<Times> {
        self.0.times()
    }
}

impl fmt::Debug for Meta<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("created", &self.created())
            .field("issued", &self.issued())
            .field("expires", &self.expires())
            .field("rejection", &self.rejection())
            .finish_non_exhaustive()
    }
}
