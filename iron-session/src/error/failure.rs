//! [`Error`]: why a keyring or manager could not be built, or a session could not be saved.

use std::fmt;

use super::config_error::ConfigError;
use super::json_error::JsonError;
use super::too_large::TooLarge;
use super::weakness::Weakness;

/// Why a keyring or manager could not be built, or a session could not be saved.
///
/// Every text says what to do. None holds a secret or a seal, nor anything of a payload but what a field type's own
/// serializer says in [`Unsealable`](Self::Unsealable). Its `Debug` is the same text, since that is what a program shows
/// whose `main` returns it.
#[non_exhaustive]
pub enum Error {
    /// The environment variable with the sealing secret is unset or empty.
    SecretMissing {
        /// Name of the variable.
        variable: String,
    },
    /// An environment variable with a secret is not valid UTF-8.
    SecretNotUnicode {
        /// Name of the variable.
        variable: String,
    },
    /// A secret would be easy to guess, or is not in the form it claims.
    WeakSecret {
        /// Where the secret came from: a variable's name, or its place in the builder.
        origin: String,
        /// What is wrong with it.
        weakness: Weakness,
    },
    /// Two entries of a keyring are the same key.
    DuplicateKey {
        /// Where the first came from.
        first: String,
        /// Where the second came from.
        second: String,
    },
    /// A keyring was built with no key that seals, or with several.
    SealingKeys {
        /// How many.
        count: usize,
    },
    /// An id of a Fe26.2 password is no word, or a number written with leading zeros.
    #[cfg(feature = "fe26")]
    Fe26Id {
        /// The id.
        id: String,
    },
    /// The keyring has no Fe26.2 password with a number for an id, so none seals.
    #[cfg(feature = "fe26")]
    NoFe26Password,
    /// A keyring's context was given behind the last secret and holds for none.
    UnusedContext {
        /// The context.
        context: String,
    },
    /// A key, context or purpose is longer than the 65,535 bytes that its length prefix can say.
    TooLong {
        /// Which of them.
        what: &'static str,
    },
    /// Argon2id could not run, which means that 46 MiB of memory could not be had.
    Stretching,
    /// A run-time override made the configuration one that browsers would drop.
    Config(ConfigError),
    /// The clock stands before 1970 or after 2106, so no times can be sealed.
    Clock,
    /// The session would end before it begins: its absolute timeout has been reached, or it was given less than a second.
    Lifetime,
    /// The operating system gave no random bytes.
    Random,
    /// A member of the session has no form in JSON, or none that its readers would keep: a float that is not finite, a map
    /// with keys that are not text, for JavaScript an integer that it would round.
    Unsealable {
        /// The member, by its sealed name.
        member: &'static str,
        /// What the serializer said.
        source: JsonError,
    },
    /// Arrays and objects are nested deeper than 128, which no reader would take.
    TooDeep,
    /// The cookie would exceed 4096 bytes of name and value, which browsers drop without a word.
    TooLarge(TooLarge),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecretMissing { variable } => write!(f, "`{variable}` is not set; {GENERATE}"),
            Self::SecretNotUnicode { variable } => write!(f, "`{variable}` {NOT_UNICODE}"),
            Self::WeakSecret { origin, weakness } => write!(f, "{origin}: {weakness}"),
            Self::DuplicateKey { first, second } => write!(f, "{first} and {second} {SAME_KEY}"),
            Self::SealingKeys { count } => write!(f, "the keyring has {count} {SEALING_KEYS}"),
            #[cfg(feature = "fe26")]
            Self::Fe26Id { id } => write!(f, "the Fe26.2 password id {id:?} {FE26_ID}"),
            #[cfg(feature = "fe26")]
            Self::NoFe26Password => f.write_str(NO_FE26_PASSWORD),
            Self::UnusedContext { context } => write!(f, "the context `{context}` {UNUSED_CONTEXT}"),
            Self::TooLong { what } => write!(f, "{what} is longer than 65,535 bytes; shorten it"),
            Self::Stretching => f.write_str(STRETCHING),
            Self::Config(error) => write!(f, "{error}"),
            Self::Clock => f.write_str("the system clock is before 1970 or after 2106; set it right"),
            Self::Lifetime => f.write_str(LIFETIME),
            Self::Random => f.write_str("the operating system gave no random bytes; nothing was sealed"),
            Self::Unsealable { member, source } => write!(f, "member `{member}` cannot be sealed: {source}"),
            Self::TooDeep => f.write_str("the session is nested deeper than 128; seal flatter data"),
            Self::TooLarge(error) => write!(f, "{error}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unsealable { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

const GENERATE: &str = "give it a generated secret, for example the output of `openssl rand -base64 48`";
const NOT_UNICODE: &str = "is not valid UTF-8; use a generated secret of printable characters";
const SAME_KEY: &str = "are the same key; remove one, or rotation would do nothing";
const SEALING_KEYS: &str = "keys that seal and needs exactly one, by `password`, `key` or `env`; give the others as next or previous";
#[cfg(feature = "fe26")]
const FE26_ID: &str = "is not one that JavaScript would write; use a number such as `1`, or a word";
#[cfg(feature = "fe26")]
const NO_FE26_PASSWORD: &str =
    "the keyring has no Fe26.2 password that seals; add one with `fe26_password` under a number such as `1`";
const UNUSED_CONTEXT: &str = "holds for no secret; call `context` before the secrets it is for";
const STRETCHING: &str = "Argon2id could not run; it needs 46 MiB of free memory while the keyring is built";
const LIFETIME: &str = "the session would be over at once; call `renew` with a length of at least a second";
