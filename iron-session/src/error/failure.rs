//! [`Error`]: why a keyring or manager could not be built, a session not saved, or a token not sealed.

use std::fmt;

use super::config_error::ConfigError;
use super::json_error::JsonError;
use super::store_error::StoreError;
use super::too_large::TooLarge;
use super::weakness::Weakness;

/// Why a keyring or manager could not be built, a session not saved, or a token not sealed.
///
/// The text of each error says what to do. No text holds a secret, a seal or session data. There is one
/// exception: [`Unsealable`](Self::Unsealable) repeats what a field type's own serializer says. `Debug` shows
/// the same text as `Display`, since a program whose `main` returns the error shows it by `Debug`.
///
/// # Examples
///
/// ```
/// use iron_session::{Error, Keyring, Weakness};
///
/// let Err(Error::WeakSecret { origin, weakness }) = Keyring::from_password("hunter2") else {
///     panic!("a password of 7 bytes is refused");
/// };
/// assert_eq!((origin.as_str(), weakness), ("secret 1 of the keyring", Weakness::Short));
///
/// let missing = Keyring::from_env("APP_SECRET").err().map(|error| error.to_string());
/// assert!(missing.is_some_and(|text| text.starts_with("`APP_SECRET` is not set; ")));
/// ```
#[non_exhaustive]
pub enum Error {
    /// The environment variable with the secret that seals is unset or empty. Set it to a generated secret.
    SecretMissing {
        /// Name of the variable.
        variable: String,
    },
    /// An environment variable with a secret is not valid UTF-8. Generate a secret of printable characters.
    SecretNotUnicode {
        /// Name of the variable.
        variable: String,
    },
    /// A variable and the one with `_FILE` after its name are both set. Keep one of them.
    SecretTwice {
        /// Name of the variable without `_FILE`.
        variable: String,
    },
    /// A variable names a file with a secret, and the file cannot be read, is empty, or has more than 64 KiB.
    SecretFile {
        /// Name of the variable.
        variable: String,
        /// What is wrong with the file.
        reason: String,
    },
    /// A variable looks like one of a keyring's and is none of those that are read, such as `X_PREVIOUS_1` or
    /// `X_OLD`. Give it one of the names in [`Keyring::from_env`](crate::Keyring::from_env), or unset it.
    UnknownVariable {
        /// Name of the variable.
        variable: String,
    },
    /// A secret would be easy to guess, or is not in the form that it claims. [`Weakness`] says what to do.
    WeakSecret {
        /// Where the secret came from: the name of a variable, or its number in the builder.
        origin: String,
        /// What is wrong with it.
        weakness: Weakness,
    },
    /// Two secrets of a keyring give the same key: remove one. Or two Fe26.2 passwords have the same id: give
    /// each an id of its own.
    DuplicateKey {
        /// Where the first came from.
        first: String,
        /// Where the second came from.
        second: String,
    },
    /// A keyring has no native key that seals, or several. Give exactly one as the key that seals, and the
    /// others as next or previous.
    SealingKeys {
        /// How many keys seal.
        count: usize,
    },
    /// A keyring with [`seal_from`](crate::KeyringBuilder::seal_from) has no next key, or several. Give
    /// exactly one, which seals from that moment on.
    NextKeys {
        /// How many next keys there are.
        count: usize,
    },
    /// A key that a keyring is to hold is also revoked. Remove it, or do not revoke it.
    RevokedKey {
        /// Where its secret came from.
        origin: String,
    },
    /// A text to be [revoked](crate::KeyringBuilder::revoked_tag) is no key tag. Give 8 to 32 hex digits, as
    /// the `Debug` of a keyring shows them. The text is not repeated, since it may be a secret.
    RevokedTag {
        /// Which of the revoked tags, counted from 1.
        number: usize,
    },
    /// The id of an Fe26.2 password is not 1 to 32 letters, digits and `_`, or is a number with leading
    /// zeros. Use the id that JavaScript has for it, such as `1`.
    #[cfg(feature = "fe26")]
    Fe26Id {
        /// The id.
        id: String,
    },
    /// A native secret is also a Fe26.2 password, as it is or spelled after `key:`. Give each its own:
    /// whoever guesses the Fe26.2 password, which is cheap to test, would have the native key too.
    #[cfg(feature = "fe26")]
    NativeAsFe26 {
        /// Where the native secret came from.
        origin: String,
        /// The id of the Fe26.2 password.
        id: String,
    },
    /// No Fe26.2 password of the keyring has a number as its id, so none seals. Add one under an id such as
    /// `1`.
    #[cfg(feature = "fe26")]
    NoFe26Password,
    /// A context was given after the last secret of a keyring, so it applies to none. Give it before the
    /// secrets.
    UnusedContext {
        /// The context.
        context: String,
    },
    /// A password, context, purpose or cookie name is longer than the 65,535 bytes that its length prefix can
    /// say. Shorten it.
    TooLong {
        /// Which of them.
        what: &'static str,
    },
    /// Argon2id could not run, because it got no 46 MiB of memory. Free that much while the keyring is built.
    Stretching,
    /// A configuration that was changed at run time is one that browsers would drop, or is not safe.
    /// [`ConfigError`] says what to do.
    Config(ConfigError),
    /// The clock stands before 1970 or after 2106, or an end lies too late, so the times cannot be sealed.
    /// Set the clock. On `wasm32-unknown-unknown` without the feature `wasm-js` there is none.
    Clock,
    /// The session would end before it begins: its absolute timeout has been reached, or it was given less
    /// than a second. Call [`renew`](crate::Session::renew), with a length of at least a second if any.
    Lifetime,
    /// The operating system gave no random bytes. Nothing was sealed; try again when it gives them.
    Random,
    /// A member of the session has no form in JSON, or none that its readers would keep: a float that is not
    /// finite, a map whose keys are not text, or for JavaScript a number that it would round. Give the
    /// field another type, or keep such values out of it.
    Unsealable {
        /// The member, by its sealed name.
        member: &'static str,
        /// What the serializer said.
        source: JsonError,
    },
    /// The next request could not read the member, or would read something else than was written, so
    /// nothing was written. Make `Serialize` and `Deserialize` of the field's type agree.
    ///
    /// The page of the [derive](macro@crate::IronSession), section "What does not come back", lists the
    /// types of serde that do this. Builds with `debug_assertions` find it, and others if
    /// [`read_back`](crate::SessionManager::read_back) is on.
    Unreadable {
        /// The member, by its sealed name, or the flattened field.
        member: &'static str,
    },
    /// A page of another site made the request. The browser may hold a session that it did not send, and this
    /// one would replace it. A login calls [`renew`](crate::Session::renew) or sets the field of
    /// `#[iron(subject = ..)]`, and is always written.
    ///
    /// It is an error in builds with `debug_assertions` only. In others nothing is written, and the save
    /// succeeds. [`Meta::withheld`](crate::Meta::withheld) has the details.
    Withheld {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// Arrays and objects are nested deeper than 128, which no reader would take. Seal flatter data.
    TooDeep,
    /// Name and value of the cookie would exceed 4096 bytes, so browsers would silently drop it, or the
    /// session does not fit into the cookies of its `chunks`. [`TooLarge`] names the members to make smaller.
    /// [`Meta::room`](crate::Meta::room) tells before how much fits.
    TooLarge(TooLarge),
    /// The text of a token would have more than 4096 characters, or 65,536 in the seal of iron-session for
    /// JavaScript. [`TooLarge`] names the members to make smaller.
    TokenTooLarge(TooLarge),
    /// A token was to be bound to an empty text, which binds it to nothing. Bind it to something that only
    /// the right opener has, or call [`seal`](crate::IronToken::seal).
    BoundToNothing,
    /// The session begins or ends, and a store of revocations has to be told before the response goes out.
    /// Use [`save_checked`](crate::Session::save_checked), or a layer.
    Unsettled {
        /// The name of the cookie.
        cookie: &'static str,
    },
    /// The store of revocations was not told that the session begins or ends. Answer 503.
    Store(StoreError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecretMissing { variable } => write!(f, "`{variable}` is not set; {GENERATE}"),
            Self::SecretNotUnicode { variable } => write!(f, "`{variable}` {NOT_UNICODE}"),
            Self::SecretTwice { variable } => {
                write!(f, "`{variable}` and `{variable}_FILE` are both set; keep one")
            }
            Self::SecretFile { variable, reason } => write!(f, "the file that `{variable}` names: {reason}"),
            Self::UnknownVariable { variable } => write!(f, "`{variable}` {UNKNOWN_VARIABLE}"),
            Self::WeakSecret { origin, weakness } => write!(f, "{origin}: {weakness}"),
            Self::DuplicateKey { first, second } if first == second => write!(f, "{first} {SAME_ID}"),
            Self::DuplicateKey { first, second } => write!(f, "{first} and {second} {SAME_KEY}"),
            Self::SealingKeys { count } => write!(f, "the keyring has {count} {SEALING_KEYS}"),
            Self::NextKeys { count } => write!(f, "`seal_from`: the keyring has {count} {NEXT_KEYS}"),
            Self::RevokedKey { origin } => write!(f, "{origin} {REVOKED_KEY}"),
            Self::RevokedTag { number } => write!(f, "revoked tag {number} {REVOKED_TAG}"),
            #[cfg(feature = "fe26")]
            Self::Fe26Id { id } => write!(f, "the Fe26.2 password id {id:?} {FE26_ID}"),
            #[cfg(feature = "fe26")]
            Self::NativeAsFe26 { origin, id } => {
                write!(f, "{origin} is also the Fe26.2 password `{id}`{NATIVE_AS_FE26}")
            }
            #[cfg(feature = "fe26")]
            Self::NoFe26Password => f.write_str(NO_FE26_PASSWORD),
            Self::UnusedContext { context } => write!(f, "the context `{context}` {UNUSED_CONTEXT}"),
            Self::TooLong { what } => write!(f, "{what} is longer than 65,535 bytes; shorten it"),
            Self::Stretching => f.write_str(STRETCHING),
            Self::Config(error) => write!(f, "{error}"),
            Self::Clock => f.write_str(CLOCK),
            Self::Lifetime => f.write_str(LIFETIME),
            Self::Random => f.write_str("the operating system gave no random bytes; nothing was sealed"),
            Self::Unsealable { member, source } => write!(f, "member `{member}` cannot be sealed: {source}"),
            Self::Unreadable { member } => write!(f, "member `{member}` {UNREADABLE}"),
            Self::Withheld { cookie } => write!(f, "the session `{cookie}` {WITHHELD}"),
            Self::TooDeep => f.write_str("the data is nested deeper than 128; seal flatter data"),
            Self::TooLarge(error) => write!(f, "{error}"),
            Self::TokenTooLarge(error) => error.fmt_token(f),
            Self::BoundToNothing => f.write_str(BOUND_TO_NOTHING),
            Self::Unsettled { cookie } => write!(f, "the session `{cookie}` {UNSETTLED}"),
            Self::Store(error) => write!(f, "{error}"),
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
            Self::Store(error) => error.source(),
            _ => None,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

const GENERATE: &str = if cfg!(all(target_family = "wasm", target_os = "unknown")) {
    "give it a generated secret; there are no environment variables here, so pass its text to `Keyring::from_secret`"
} else {
    "give it a generated secret, for example the output of `openssl rand -base64 48`"
};
const NOT_UNICODE: &str = "is not valid UTF-8; use a generated secret of printable characters";
const UNKNOWN_VARIABLE: &str = "looks like a secret of the keyring, and is not read; the names are `_NEXT`, `_PREVIOUS`, and `_PREVIOUS_2` to `_PREVIOUS_9`, and `fe26_env` reads only the variable that it names";
const SAME_KEY: &str = "are the same key; remove one, or rotation would do nothing";
const SAME_ID: &str =
    "is given twice; give each password an id of its own, and the one that seals the highest number";
const SEALING_KEYS: &str = "keys that seal and needs exactly one, by `password`, `key` or `env`; give the others as next or previous";
const NEXT_KEYS: &str = "next keys and needs exactly one, which seals from that moment on";
const REVOKED_KEY: &str = "is a key that is also revoked; remove it, or do not revoke it";
const REVOKED_TAG: &str = "is no key tag; give 8 to 32 hex digits, as the `Debug` of a keyring shows them";
#[cfg(feature = "fe26")]
const FE26_ID: &str = "is not one that JavaScript would write; use a number such as `1`, or a word";
#[cfg(feature = "fe26")]
const NATIVE_AS_FE26: &str =
    ", and Fe26.2 lets anybody who holds a cookie test millions of passwords a second; give each its own";
#[cfg(feature = "fe26")]
const NO_FE26_PASSWORD: &str =
    "the keyring has no Fe26.2 password that seals; add one with `fe26_password` under a number such as `1`";
const UNUSED_CONTEXT: &str = "applies to no secret; call `context` before the secrets it is for";
const CLOCK: &str = if cfg!(all(target_family = "wasm", target_os = "unknown", not(feature = "wasm-js"))) {
    "there is no clock, or it is before 1970 or after 2106; turn on the feature `wasm-js`, or set one by the manager's `clock`"
} else {
    "the system clock is before 1970 or after 2106; set it right"
};
const STRETCHING: &str = "Argon2id could not run; it needs 46 MiB of free memory while the keyring is built";
const UNREADABLE: &str = "would not be read as it is written, so nothing was sealed; make `Serialize` and `Deserialize` of its \
                          type agree, or choose another type";
const WITHHELD: &str = "is not written: a page of another site made the request, and the browser may hold a session that it did not send, \
                        which this one would replace; call `renew` if this is a login, and otherwise write in a later request";
const BOUND_TO_NOTHING: &str =
    "a token cannot be bound to an empty text; bind it to a session's id for example, or call `seal`";
const UNSETTLED: &str = "begins or ends here, and the store of revocations has to be told of it before the response goes out; use \
                         `save_checked`, or a layer";
const LIFETIME: &str = "the session would end at once; call `renew` with a length of at least a second";
