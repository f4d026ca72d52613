//! [`TokenFormat`]: the two formats of tokens, as types.
//!
//! A format is chosen when the program is compiled. So what one of them cannot do does not compile, and the
//! code of the other is not in the program.

#[cfg(feature = "fe26")]
use super::javascript;
use super::kind::{Facts, TokenKind};
use super::native;
#[cfg(not(feature = "fe26"))]
use crate::error::ConfigError;
use crate::error::{Error, Rejection};
use crate::keyring::{Keyring, Subkeys};
use crate::random;
use crate::times::Now;

/// One of the formats of tokens. Only this room implements it.
#[expect(private_bounds, reason = "generated code names a format, and never calls it")]
pub trait TokenFormat: SealsTokens {
    /// Whether it is the native seal, which has a schema.
    const IS_NATIVE: bool;
}

/// How tokens are sealed and opened.
pub(crate) trait SealsTokens: 'static {
    /// What can be derived once from a keyring, for all tokens of a purpose.
    fn ready(keys: &Keyring, purpose: &str) -> Subkeys;

    /// Seals a token, bound to `to` unless that is empty.
    fn seal<K: TokenKind>(
        keys: (&Keyring, &Subkeys),
        data: &K::Data,
        to: &str,
        now: Now,
    ) -> Result<(String, Facts), Error>;

    /// Opens a token that is bound to `to`, or to nothing if that is empty.
    fn open<K: TokenKind>(
        keys: (&Keyring, &Subkeys),
        text: &str,
        to: &str,
        now: Now,
    ) -> Result<(K::Data, Facts), Rejection>;
}

/// A format with what only the native one has: binding, an id, and the moment of sealing.
#[diagnostic::on_unimplemented(
    message = "a token of `format = \"fe26\"` has no id and no moment of sealing, and cannot be bound to anything",
    label = "the seal of iron-session for JavaScript has no room for this",
    note = "leave `format` out for the native seal, which has all three"
)]
pub trait IsNative: TokenFormat {}

/// The native seal.
#[derive(Debug)]
pub enum Native {}

impl IsNative for Native {}

impl TokenFormat for Native {
    const IS_NATIVE: bool = true;
}

impl SealsTokens for Native {
    fn ready(keys: &Keyring, purpose: &str) -> Subkeys {
        Subkeys::derive(keys, purpose)
    }

    #[inline]
    fn seal<K: TokenKind>(
        keys: (&Keyring, &Subkeys),
        data: &K::Data,
        to: &str,
        now: Now,
    ) -> Result<(String, Facts), Error> {
        native::seal::<K>(keys, data, to, now, random::system)
    }

    #[inline]
    fn open<K: TokenKind>(
        keys: (&Keyring, &Subkeys),
        text: &str,
        to: &str,
        now: Now,
    ) -> Result<(K::Data, Facts), Rejection> {
        native::open::<K>(keys, text, to, now)
    }
}

/// The seal of iron-session for JavaScript. A program without the feature `fe26` that names it does not
/// compile.
#[derive(Debug)]
pub enum Fe26 {}

impl TokenFormat for Fe26 {
    const IS_NATIVE: bool = false;
}

#[cfg(feature = "fe26")]
impl SealsTokens for Fe26 {
    fn ready(_keys: &Keyring, _purpose: &str) -> Subkeys {
        Subkeys::default()
    }

    fn seal<K: TokenKind>(
        (keys, _): (&Keyring, &Subkeys),
        data: &K::Data,
        _to: &str,
        now: Now,
    ) -> Result<(String, Facts), Error> {
        javascript::seal::<K>(keys, data, now)
    }

    fn open<K: TokenKind>(
        (keys, _): (&Keyring, &Subkeys),
        text: &str,
        _to: &str,
        now: Now,
    ) -> Result<(K::Data, Facts), Rejection> {
        javascript::open::<K>(keys, text, now)
    }
}

#[cfg(not(feature = "fe26"))]
impl SealsTokens for Fe26 {
    fn ready(_keys: &Keyring, _purpose: &str) -> Subkeys {
        Subkeys::default()
    }

    fn seal<K: TokenKind>(
        _keys: (&Keyring, &Subkeys),
        _data: &K::Data,
        _to: &str,
        _now: Now,
    ) -> Result<(String, Facts), Error> {
        Err(ConfigError::Fe26Feature.into())
    }

    fn open<K: TokenKind>(
        _keys: (&Keyring, &Subkeys),
        _text: &str,
        _to: &str,
        _now: Now,
    ) -> Result<(K::Data, Facts), Rejection> {
        Err(Rejection::Malformed)
    }
}
