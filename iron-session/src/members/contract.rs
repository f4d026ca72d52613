//! [`IronSession`]: the contract that the derive implements.

use super::reader::{MemberReader, Rest, Unreadable};
use super::writer::MemberWriter;
use crate::config::Config;
use crate::error::{JsonError, Rejection};
use crate::keyring::Keyring;
use crate::request::SessionManager;
use crate::session::{RequestHead, Session};

/// A struct whose value lives in an encrypted cookie. Implemented by `#[derive(IronSession)]`, never by hand.
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
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
/// let keys = Keyring::generate()?;
/// let mut session = SessionData::load(&request, &keys);
/// session.set_username("demo");
/// *session.visits_mut() += 1;
/// session.save(&mut response)?;
/// # assert!(response.headers().contains_key("set-cookie"));
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
    const CONFIG: Config;

    /// The number of the sealed schema, from `#[iron(schema = ..)]`.
    const SCHEMA: u16 = 0;

    /// The sealed names of the members, in declared order.
    #[doc(hidden)]
    const MEMBERS: &'static [&'static str];

    /// Other names that members are read under.
    #[doc(hidden)]
    const ALIASES: &'static [(&'static str, usize)] = &[];

    /// Whether a flattened field keeps the members that the struct does not name.
    #[doc(hidden)]
    const KEEPS_REST: bool = false;

    #[doc(hidden)]
    fn write_members(&self, out: &mut MemberWriter<'_>) -> Result<(), JsonError>;

    #[doc(hidden)]
    fn read_members(&mut self, source: &mut MemberReader<'_>) -> Result<(), Unreadable>;

    #[doc(hidden)]
    fn read_rest(&mut self, _rest: Rest) -> Result<(), JsonError> {
        Ok(())
    }

    #[doc(hidden)]
    fn read_older(sealed: u16, _json: &[u8], _now: u64) -> Result<Self, Rejection> {
        Err(Rejection::OlderSchema { sealed, current: Self::SCHEMA })
    }

    /// The visitor's session, or a fresh one if the request has no cookie that opens.
    ///
    /// Short for a [`SessionManager`] with nothing overridden. Why a cookie was refused is in
    /// [`Meta::rejection`](crate::Meta::rejection).
    fn load<R: RequestHead + ?Sized>(request: &R, keys: &Keyring) -> Session<Self> {
        SessionManager::new(keys.clone()).load(request)
    }

    /// As [`load`](Self::load), for those who must tell a refused cookie from none.
    ///
    /// # Errors
    ///
    /// The [`Rejection`], if a cookie of the session's name was sent and none opened. Having none is not an error.
    fn try_load<R: RequestHead + ?Sized>(request: &R, keys: &Keyring) -> Result<Session<Self>, Rejection> {
        SessionManager::new(keys.clone()).try_load(request)
    }
}
