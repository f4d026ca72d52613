//! [`IronSession`]: the contract that the derive implements.

use serde::Serialize;

use super::reader::{MemberReader, Unreadable};
use super::rest::Rest;
use super::writer::MemberWriter;
use crate::config::Config;
use crate::error::{JsonError, Rejection};
use crate::keyring::Keyring;
use crate::request::SessionManager;
use crate::session::{RequestHead, Session};

// The trait names `Session`, `SessionManager` and `RequestHead`, although they stand in rooms above this one:
// `load` and `try_load` need them.
//
// Splitting the trait in two, with `load` and `try_load` in a room above, was tried. Then `Visit::CONFIG` no
// longer resolves. And for a type without the derive, rustc reports error E0599 in place of the message
// below, which says what to write. This is the only exception to the order of rooms, and `tests/rooms.rs`
// knows it.

/// A struct whose data is kept in an encrypted cookie.
///
/// Write `#[derive(IronSession)]` on the struct. The trait is never implemented by hand.
///
/// # Examples
///
/// ```
/// use iron_session::{IronSession, Keyring};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "__Host-app", max_age = "30d")]
/// struct SessionData {
///     username: Option<String>,
///     visits: u32,
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
/// let keys = Keyring::generate()?;
/// let mut session = SessionData::load(&request, &keys);
/// session.set_username("demo");
/// *session.visits_mut() += 1;
/// session.save(&mut response)?;
/// assert!(response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a session",
    label = "this type does not derive `IronSession`",
    note = "write `#[derive(IronSession)]` on the struct"
)]
pub trait IronSession: Default + Send + Sync + 'static {
    /// The cookie and its lifetimes, from the `#[iron(..)]` attributes.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Config, IronSession};
    /// # use std::time::Duration;
    ///
    /// #[derive(IronSession)]
    /// #[iron(cookie = "__Host-app", max_age = "30d")]
    /// struct SessionData {
    ///     visits: u32,
    /// }
    ///
    /// const MONTH: Duration = Duration::from_secs(30 * 86_400);
    /// assert_eq!(SessionData::CONFIG, Config::new("__Host-app").max_age(MONTH));
    /// ```
    const CONFIG: Config;

    /// The number of the sealed schema, from `#[iron(schema = ..)]`. Without the attribute it is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::IronSession;
    /// #
    /// #[derive(IronSession)]
    /// #[iron(schema = 3)]
    /// struct SessionData {
    ///     visits: u32,
    /// }
    ///
    /// assert_eq!(SessionData::SCHEMA, 3);
    /// ```
    const SCHEMA: u16 = 0;

    /// Whose session it is, from `#[iron(subject = ..)]`: the type inside the `Option` of that field, and
    /// `str` for an `Option<String>`. Without the attribute it is [`NoSubject`](crate::NoSubject).
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::IronSession;
    /// #
    /// #[derive(IronSession)]
    /// #[iron(id, subject = user_id)]
    /// struct SessionData {
    ///     user_id: Option<u64>,
    /// }
    ///
    /// fn sign_out(user_id: &<SessionData as IronSession>::Subject) -> String {
    ///     format!("{user_id} is signed out")
    /// }
    ///
    /// assert_eq!(sign_out(&7), "7 is signed out");
    /// ```
    type Subject: Serialize + ?Sized;

    /// The sealed name of the member that holds the subject.
    #[doc(hidden)]
    const SUBJECT: Option<&'static str> = None;

    /// Whether the type has a subject.
    #[doc(hidden)]
    const HAS_SUBJECT: bool = Self::SUBJECT.is_some();

    /// The sealed names of the members, in the declared order.
    #[doc(hidden)]
    const MEMBERS: &'static [&'static str];

    /// Other names under which members are read, each with the number of its member.
    #[doc(hidden)]
    const ALIASES: &'static [(&'static str, usize)] = &[];

    /// The flattened field, which keeps the members that the struct does not name.
    #[doc(hidden)]
    const FLATTENED: Option<&'static str> = None;

    /// Whether a field is never sealed, by `#[iron(skip)]`. A value that is read from JSON has its default
    /// there.
    #[doc(hidden)]
    const SKIPS: bool = false;

    /// Whether every member is read back before it is sealed: in the program's builds with
    /// `debug_assertions`.
    ///
    /// The derive's code says so, since a library that is built as a dependency may have another profile.
    #[doc(hidden)]
    const READ_BACK: bool = false;

    /// The numbers of the members that may be written in a form that they do not read. A manager that reads
    /// back checks these in every build.
    #[doc(hidden)]
    const DOUBTFUL: &'static [usize] = &[];

    #[doc(hidden)]
    fn write_members(&self, out: &mut MemberWriter<'_>) -> Result<(), JsonError>;

    #[doc(hidden)]
    fn read_members(&mut self, source: &mut MemberReader<'_>) -> Result<(), Unreadable>;

    #[doc(hidden)]
    fn read_rest(&mut self, _rest: Rest) -> Result<(), JsonError> {
        Ok(())
    }

    /// Whose session it is; nobody's before a login.
    #[doc(hidden)]
    fn subject_member(&self) -> Option<&Self::Subject> {
        None
    }

    #[doc(hidden)]
    fn read_older(sealed: u16, _json: &[u8], _now: u64) -> Result<Self, Rejection> {
        Err(Rejection::OlderSchema { sealed, current: Self::SCHEMA })
    }

    /// The visitor's session, or a fresh one if the request has no cookie that opens.
    ///
    /// It is short for a [`SessionManager`] with nothing overridden.
    /// [`Meta::rejection`](crate::Meta::rejection) tells why a cookie was refused.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     visits: u32,
    /// # }
    /// #
    /// # let keys = Keyring::generate()?;
    /// let session = SessionData::load(&http::Request::new(()), &keys);
    /// assert_eq!(session.visits(), 0);
    /// assert!(session.meta().is_new());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    fn load<R: RequestHead + ?Sized>(request: &R, keys: &Keyring) -> Session<Self> {
        SessionManager::new(keys.clone()).load(request)
    }

    /// As [`load`](Self::load), but a refused cookie is an error.
    ///
    /// # Errors
    ///
    /// The [`Rejection`], if a cookie of the session's name was sent and none opened. A request without one
    /// is no error.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Rejection};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let keys = Keyring::generate()?;
    /// let request = http::Request::builder().header("cookie", "visit=not a seal").body(())?;
    /// assert_eq!(Visit::try_load(&request, &keys).err(), Some(Rejection::Malformed));
    /// assert!(Visit::try_load(&http::Request::new(()), &keys).is_ok());
    /// # Ok(())
    /// # }
    /// ```
    fn try_load<R: RequestHead + ?Sized>(request: &R, keys: &Keyring) -> Result<Session<Self>, Rejection> {
        SessionManager::new(keys.clone()).try_load(request)
    }
}
