//! [`IronToken`]: the contract that the derive of tokens implements.

use std::marker::PhantomData;
use std::time::Duration;

use super::format::{IsNative, SealsTokens, TokenFormat};
use super::kind::TokenKind;
use crate::error::{Error, JsonError, Rejection};
use crate::keyring::{Keyring, Subkeys};
use crate::members::{
    Derived, MemberReader, MemberWriter, Migrate, Rest, Unreadable, migrate_derived, read_object,
};
use crate::times::Clock;

/// A struct that is sealed as a text for a link or an e-mail, and that opens for its purpose alone.
///
/// Write `#[derive(IronToken)]` on the struct. The trait is never implemented by hand. Every token has a
/// random id; [`TokenManager`](crate::TokenManager) tells it.
///
/// These methods derive the seal key of the purpose at each call, which takes about a tenth of the time that
/// sealing takes, and more on a processor without SHA instructions. A [`TokenManager`](crate::TokenManager)
/// derives it once.
///
/// # Examples
///
/// ```
/// use iron_session::{IronToken, Keyring, Rejection};
///
/// #[derive(IronToken)]
/// #[iron(purpose = "magic-link", max_age = "15m")]
/// struct MagicLink {
///     email: String,
///     nonce: u64,
/// }
///
/// #[derive(IronToken)]
/// #[iron(purpose = "unsubscribe", max_age = "never")]
/// struct Unsubscribe {
///     email: String,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let keys = Keyring::generate()?; // in production: Keyring::from_env("IRON_SESSION_PASSWORD")?
/// let text = MagicLink { email: "demo@shop.example".to_owned(), nonce: 7 }.seal(&keys)?;
/// let link = MagicLink::open(&text, &keys)?;
/// assert_eq!((link.email.as_str(), link.nonce), ("demo@shop.example", 7));
///
/// assert_eq!(Unsubscribe::open(&text, &keys).err(), Some(Rejection::Forged));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a token",
    label = "this type does not derive `IronToken`",
    note = "write `#[derive(IronToken)]` on the struct"
)]
pub trait IronToken: Sized + Send + Sync + 'static {
    /// What the tokens are for, from `#[iron(purpose = ..)]`. No token of one purpose opens as one of
    /// another, and none as a session.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::IronToken;
    /// #[derive(IronToken)]
    /// #[iron(purpose = "invite", max_age = "7d")]
    /// struct Invite {
    ///     team: u64,
    /// }
    ///
    /// assert_eq!(Invite::PURPOSE, "invite");
    /// ```
    const PURPOSE: &'static str;

    /// How long a token is valid, from `#[iron(max_age = ..)]`; `None` for `"never"`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::IronToken;
    /// #[derive(IronToken)]
    /// #[iron(purpose = "invite", max_age = "7d")]
    /// struct Invite {
    ///     team: u64,
    /// }
    ///
    /// assert_eq!(Invite::MAX_AGE, Some(Duration::from_secs(7 * 86_400)));
    /// ```
    const MAX_AGE: Option<Duration>;

    /// The number of the sealed schema, from `#[iron(schema = ..)]`. Without the attribute it is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::IronToken;
    /// #[derive(IronToken)]
    /// #[iron(purpose = "invite", max_age = "7d", schema = 3)]
    /// struct Invite {
    ///     team: u64,
    /// }
    ///
    /// assert_eq!(Invite::SCHEMA, 3);
    /// ```
    const SCHEMA: u16 = 0;

    /// The seal that it is written in and read from.
    #[doc(hidden)]
    type Format: TokenFormat;

    /// The sealed names of the members, in the declared order.
    #[doc(hidden)]
    const MEMBERS: &'static [&'static str];

    /// Other names under which members are read, each with the number of its member.
    #[doc(hidden)]
    const ALIASES: &'static [(&'static str, usize)] = &[];

    /// The flattened field, which keeps the members that the struct does not name.
    #[doc(hidden)]
    const FLATTENED: Option<&'static str> = None;

    /// Whether every member is read back before it is sealed: in the program's builds with
    /// `debug_assertions`.
    #[doc(hidden)]
    const READ_BACK: bool = false;

    /// The numbers of the members that may be written in a form that they do not read. They are read back in
    /// every build: a token that was sent cannot be sealed again.
    #[doc(hidden)]
    const DOUBTFUL: &'static [usize] = &[];

    #[doc(hidden)]
    fn write_members(&self, out: &mut MemberWriter<'_>) -> Result<(), JsonError>;

    #[doc(hidden)]
    fn read_members(source: &mut MemberReader<'_>) -> Result<Self, Rejection>;

    #[doc(hidden)]
    fn read_older(sealed: u16, _json: &[u8], _now: u64) -> Result<Self, Rejection> {
        Err(Rejection::OlderSchema { sealed, current: Self::SCHEMA })
    }

    /// Seals the token, as a text that can stand in a URL.
    ///
    /// The text is valid from now on, by the system's clock, for [`MAX_AGE`](Self::MAX_AGE).
    ///
    /// # Errors
    ///
    /// [`Error::TokenTooLarge`] over 4096 characters, or over 65,536 in the seal of iron-session for
    /// JavaScript. [`Error::Unsealable`] for a value that has no form in JSON, [`Error::Unreadable`] for
    /// one that would not be read as it is written, [`Error::TooDeep`],
    /// [`Error::SealingKeys`], [`Error::Clock`] and [`Error::Random`]. With `format = "fe26"` also
    /// `Error::NoFe26Password`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # let keys = Keyring::generate()?;
    /// let text = Invite { team: 7 }.seal(&keys)?;
    /// let link = format!("https://shop.example/join?invite={text}");
    /// # assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    fn seal(&self, keys: &Keyring) -> Result<String, Error> {
        seal_now(self, keys, "")
    }

    /// Opens what [`seal`](Self::seal) has made.
    ///
    /// Answer a stranger the same for each [`Rejection`]. The operator may know the reason.
    ///
    /// # Errors
    ///
    /// [`Rejection::Forged`] for a text that was changed, made for another purpose, or bound to something;
    /// [`Rejection::Expired`] once it has ended; [`Rejection::UnknownKey`], [`Rejection::RevokedKey`],
    /// [`Rejection::OtherPassword`] in the format of iron-session for JavaScript, [`Rejection::Malformed`],
    /// [`Rejection::UnsupportedVersion`], [`Rejection::NotYetValid`], [`Rejection::NewerSchema`] and
    /// [`Rejection::OlderSchema`] as documented there; [`Rejection::Payload`] for a member that is missing or
    /// is not what its field reads.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, Rejection};
    /// # #[derive(IronToken, Debug, PartialEq)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let keys = Keyring::generate()?;
    /// let text = Invite { team: 7 }.seal(&keys)?;
    /// assert_eq!(Invite::open(&text, &keys)?, Invite { team: 7 });
    /// assert_eq!(Invite::open("nonsense", &keys), Err(Rejection::Malformed));
    /// # Ok(())
    /// # }
    /// ```
    fn open(text: &str, keys: &Keyring) -> Result<Self, Rejection> {
        open_now(text, keys, "")
    }

    /// As [`seal`](Self::seal), bound to something that only the right opener has, such as a session's id.
    ///
    /// The text `to` is not in the token. It is authenticated with it, byte for byte.
    ///
    /// # Errors
    ///
    /// [`Error::BoundToNothing`] for an empty `to`, [`Error::TooLong`] for one over 65,535 bytes, and those
    /// of [`seal`](Self::seal).
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, IronToken, Keyring, Rejection};
    /// #[derive(IronToken)]
    /// #[iron(purpose = "delete-account", max_age = "10m")]
    /// struct DeleteAccount {
    ///     user: u64,
    /// }
    ///
    /// #[derive(IronSession)]
    /// #[iron(id)]
    /// struct SessionData {
    ///     user: Option<u64>,
    /// }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let keys = Keyring::generate()?;
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &keys);
    /// # session.set_user(7);
    /// # let _cookies = session.set_cookies()?;
    ///
    /// // The form works in the session that it was shown in, and in no other.
    /// let id = session.meta().id_text().ok_or("sealed before the form is shown")?;
    /// let text = DeleteAccount { user: 7 }.seal_bound(&keys, &id)?;
    ///
    /// assert_eq!(DeleteAccount::open_bound(&text, &keys, &id)?.user, 7);
    /// assert_eq!(DeleteAccount::open_bound(&text, &keys, "another").err(), Some(Rejection::Forged));
    /// assert_eq!(DeleteAccount::open(&text, &keys).err(), Some(Rejection::Forged));
    /// # Ok(())
    /// # }
    /// ```
    fn seal_bound(&self, keys: &Keyring, to: &str) -> Result<String, Error>
    where
        Self::Format: IsNative,
    {
        check_bound(to)?;
        seal_now(self, keys, to)
    }

    /// Opens what [`seal_bound`](Self::seal_bound) has bound to the same text.
    ///
    /// # Errors
    ///
    /// [`Rejection::Forged`] if it is bound to something else, or to nothing. So an empty `to` opens no
    /// token. The others as [`open`](Self::open).
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, Rejection};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let keys = Keyring::generate()?;
    /// let text = Invite { team: 7 }.seal_bound(&keys, "demo@shop.example")?;
    /// assert_eq!(Invite::open_bound(&text, &keys, "demo@shop.example")?.team, 7);
    /// assert_eq!(Invite::open_bound(&text, &keys, "").err(), Some(Rejection::Forged));
    /// # Ok(())
    /// # }
    /// ```
    fn open_bound(text: &str, keys: &Keyring, to: &str) -> Result<Self, Rejection>
    where
        Self::Format: IsNative,
    {
        check_opens_bound(to)?;
        open_now(text, keys, to)
    }
}

/// Seals by the system's clock, with the seal key derived for this one call.
fn seal_now<T: IronToken>(token: &T, keys: &Keyring, to: &str) -> Result<String, Error> {
    let (keys, now) = ((keys, &Subkeys::default()), Clock::SYSTEM.now());
    T::Format::seal::<OfToken<T>>(keys, token, to, now).map(|(text, _)| text)
}

/// Opens by the system's clock, with the seal key derived for this one call.
fn open_now<T: IronToken>(text: &str, keys: &Keyring, to: &str) -> Result<T, Rejection> {
    let (keys, now) = ((keys, &Subkeys::default()), Clock::SYSTEM.now());
    T::Format::open::<OfToken<T>>(keys, text, to, now).map(|(token, _)| token)
}

/// Refuses to bind a token to nothing, or to more than its length prefix can say.
pub(super) fn check_bound(to: &str) -> Result<(), Error> {
    if to.is_empty() {
        return Err(Error::BoundToNothing);
    }
    u16::try_from(to.len()).map(drop).map_err(|_| Error::TooLong { what: "what the token is bound to" })
}

/// Refuses to open a token as one that is bound to nothing: any token that is not bound would open so.
pub(super) fn check_opens_bound(to: &str) -> Result<(), Rejection> {
    check_bound(to).map_err(|_| Rejection::Forged)
}

/// A token type, as a struct with members and a purpose.
pub(super) struct OfToken<T>(PhantomData<T>);

impl<T: IronToken> TokenKind for OfToken<T> {
    const PURPOSE: &'static str = T::PURPOSE;
    const MAX_AGE: Option<Duration> = T::MAX_AGE;
}

impl<T: IronToken> Derived for OfToken<T> {
    type Data = T;

    const SCHEMA: u16 = T::SCHEMA;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;
    const ALIASES: &'static [(&'static str, usize)] = T::ALIASES;
    const FLATTENED: Option<&'static str> = T::FLATTENED;
    const READ_BACK: bool = T::READ_BACK;
    const DOUBTFUL: &'static [usize] = T::DOUBTFUL;

    #[inline]
    fn write_members(token: &T, out: &mut MemberWriter<'_>) -> Result<(), JsonError> {
        token.write_members(out)
    }

    #[inline]
    fn read_members(reader: &mut MemberReader<'_>) -> Result<T, Rejection> {
        T::read_members(reader)
    }

    fn read_older(sealed: u16, json: &[u8], now: u64) -> Result<T, Rejection> {
        T::read_older(sealed, json, now)
    }
}

/// Reads a token's object up to its end. `in_order` reads the members that are next, in the declared order.
/// Returns the members of the flattened field.
///
/// # Errors
///
/// The rejection that names the member which cannot be read.
#[inline]
pub fn read_token<T: IronToken>(
    reader: &mut MemberReader<'_>,
    in_order: impl FnMut(&mut MemberReader<'_>) -> Result<(), Unreadable>,
) -> Result<Rest, Rejection> {
    let rest = read_object::<OfToken<T>>(reader, in_order)?;
    reader.end()?;
    Ok(rest.unwrap_or_default())
}

/// Reads a token of an older schema as `Older`, and converts it.
///
/// # Errors
///
/// The [`Rejection`] by which the older type refuses the token.
pub fn migrate_token<Older: IronToken, T: IronToken + Migrate<Older>>(
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<T, Rejection> {
    migrate_derived::<OfToken<Older>, OfToken<T>>(schema, json, now)
}
