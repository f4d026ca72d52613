//! [`BadCookie`]: cookies that an application has to refuse.

use std::time::{Duration, UNIX_EPOCH};

use http::HeaderValue;

use super::keys::fresh;
use super::sealed::{header, header_of};
use crate::config::Format;
use crate::error::Rejection;
use crate::members::IronSession;
use crate::request::{IntoSessionManager, SessionManager};
use crate::session::Session;

/// Cookies that an application has to refuse, each made of a session that would be good.
///
/// To the visitor all of them are the same: a stranger. So a page for those who are signed in answers all of
/// them as it answers a request without a cookie.
///
/// # Examples
///
/// ```
/// use iron_session::testing::BadCookie;
/// use iron_session::{IronSession, Keyring};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     user: Option<u64>,
/// }
///
/// let keys = Keyring::for_tests();
/// for bad in BadCookie::ALL {
///     let cookie = bad.header::<SessionData>(&keys, |session| session.set_user(7));
///     let request = http::Request::get("/account").header("cookie", cookie).body(())?;
///     let session = SessionData::load(&request, &keys); // in a test: what the application answers
///     assert_eq!(session.user(), None, "{bad:?}");
///     assert_eq!(session.meta().rejection(), bad.rejection::<SessionData>(&keys));
/// }
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BadCookie {
    /// One character of the seal was changed: [`Rejection::Forged`], or for a type of the format `fe26`
    /// [`Rejection::OtherPassword`].
    Forged,
    /// The session began at the start of 1970, and has ended: [`Rejection::Expired`].
    Expired,
    /// Sealed under another key: [`Rejection::UnknownKey`].
    Foreign,
    /// The value is longer than any seal: [`Rejection::Malformed`].
    Oversize,
    /// Two sessions in one request, of which the stranger's began a second later: [`Rejection::Ambiguous`].
    /// Under a name with `__Host-` none is refused, since no other host can have set them. There the later
    /// one counts, which is the stranger's.
    Duplicate,
}

impl BadCookie {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Forged, Self::Expired, Self::Foreign, Self::Oversize, Self::Duplicate];

    /// The `Cookie` header of this kind. What `change` does is done to the session in it, as by
    /// [`cookie`](super::cookie()).
    ///
    /// # Panics
    ///
    /// If the session cannot be saved.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::BadCookie;
    /// # use iron_session::{IronSession, Keyring, Rejection};
    /// # #[derive(IronSession)]
    /// # struct SessionData { user: Option<u64> }
    /// let keys = Keyring::for_tests();
    /// let cookie = BadCookie::Forged.header::<SessionData>(&keys, |session| session.set_user(7));
    /// let request = http::Request::get("/").header("cookie", cookie).body(())?;
    /// let refused = SessionData::load(&request, &keys);
    /// assert_eq!((refused.user(), refused.meta().rejection()), (None, Some(Rejection::Forged)));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[must_use]
    #[track_caller]
    pub fn header<T: IronSession>(
        self,
        sessions: &(impl IntoSessionManager<T> + Clone),
        change: impl FnOnce(&mut Session<T>),
    ) -> HeaderValue {
        let sessions = sessions.clone().into_session_manager();
        match self {
            Self::Forged => forged(&header_of(&sessions, change)),
            Self::Expired => expired(sessions, change),
            Self::Foreign => {
                // Another id than that of `for_tests`: a Fe26.2 seal names its password by the id.
                let keys = fresh("999999").expect("the operating system gives random bytes");
                header_of(&sessions.with_keys(keys), change)
            }
            Self::Oversize => header(&format!("{}={}", sessions.cookie(), "A".repeat(5000))),
            Self::Duplicate => duplicate(sessions, change),
        }
    }

    /// Why the cookie is refused. None for [`Duplicate`](Self::Duplicate) under a name with `__Host-`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::BadCookie;
    /// # use iron_session::{IronSession, Keyring, Rejection};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// let refused = BadCookie::Duplicate.rejection::<Visit>(&Keyring::for_tests());
    /// assert_eq!(refused, Some(Rejection::Ambiguous));
    /// ```
    #[must_use]
    pub fn rejection<T: IronSession>(
        self,
        sessions: &(impl IntoSessionManager<T> + Clone),
    ) -> Option<Rejection> {
        let sessions = sessions.clone().into_session_manager();
        match self {
            Self::Forged if sessions.config().format == Format::Fe26 => Some(Rejection::OtherPassword),
            Self::Forged => Some(Rejection::Forged),
            Self::Expired => Some(Rejection::Expired),
            Self::Foreign => Some(Rejection::UnknownKey),
            Self::Oversize => Some(Rejection::Malformed),
            Self::Duplicate if sessions.config().host_bound(false) => None,
            Self::Duplicate => Some(Rejection::Ambiguous),
        }
    }
}

/// Changes a character near the end of a seal. The last ones stay, so that the text is still one that a seal
/// could have. A seal is longer than the marker that may stand beside it.
fn forged(good: &HeaderValue) -> HeaderValue {
    const FROM_END: usize = 6;
    let mut pairs: Vec<String> =
        good.to_str().expect("visible ASCII").split("; ").map(str::to_owned).collect();
    let seal = pairs.iter_mut().max_by_key(|pair| pair.len()).expect("a text has at least one part");
    let at = seal.len() - FROM_END;
    let other = if seal.as_bytes()[at] == b'A' { "B" } else { "A" };
    seal.replace_range(at..=at, other);
    header(&pairs.join("; "))
}

/// A session of the first second of 1970.
fn expired<T: IronSession>(sessions: SessionManager<T>, change: impl FnOnce(&mut Session<T>)) -> HeaderValue {
    // Fe26.2 has no room for a lifetime of its own.
    let is_short = sessions.config().format == Format::Native;
    header_of(&sessions.clock(|| UNIX_EPOCH), |session| {
        change(session);
        if is_short {
            session.renew().max_age(Duration::from_secs(1));
        }
    })
}

/// The good session, and that of a stranger which began a second later.
fn duplicate<T: IronSession>(
    sessions: SessionManager<T>,
    change: impl FnOnce(&mut Session<T>),
) -> HeaderValue {
    let now = sessions.now();
    let later = header_of(&sessions.clone().clock(move || now), |_| {});
    let earlier = header_of(&sessions.clock(move || now - Duration::from_secs(1)), change);
    let both = [earlier, later].map(|header| String::from_utf8_lossy(header.as_bytes()).into_owned());
    header(&both.join("; "))
}
