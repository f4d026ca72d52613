//! What can fail: [`Error`] while setting up or saving, [`Rejection`] while opening what a browser sent.

use std::fmt;

use crate::config::ConfigError;

/// Why a keyring or manager could not be built, or a session could not be saved.
///
/// Every text says what to do. None holds a secret or a seal, nor anything of a payload but what a field type's own
/// serializer says in [`Unsealable`](Self::Unsealable).
#[derive(Debug)]
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
    /// A keyring's context was given behind the last secret and holds for none.
    UnusedContext {
        /// The context.
        context: String,
    },
    /// A key, context, purpose or name is longer than the 65,535 bytes that its length prefix can say.
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
    /// A member of the session has no JSON form: a non-finite float, or a map with keys that are not text.
    Unsealable {
        /// The member, by its sealed name.
        member: &'static str,
        /// What the serializer said.
        source: serde_json::Error,
    },
    /// Arrays and objects are nested deeper than 128, which no reader would take.
    TooDeep,
    /// The cookie would exceed 4096 bytes of name and value, which browsers drop without a word.
    TooLarge(TooLarge),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecretMissing { variable } => write!(
                f,
                "`{variable}` is not set; give it a generated secret, for example the output of `openssl rand -base64 48`"
            ),
            Self::SecretNotUnicode { variable } => {
                write!(f, "`{variable}` is not valid UTF-8; use a generated secret of printable characters")
            }
            Self::WeakSecret { origin, weakness } => write!(f, "{origin}: {weakness}"),
            Self::DuplicateKey { first, second } => {
                write!(f, "{first} and {second} are the same key; remove one, or rotation would do nothing")
            }
            Self::SealingKeys { count } => write!(
                f,
                "the keyring has {count} keys that seal and needs exactly one, by `password`, `key` or `env`; \
                 give the others as next or previous"
            ),
            Self::UnusedContext { context } => {
                write!(
                    f,
                    "the context `{context}` holds for no secret; call `context` before the secrets it is for"
                )
            }
            Self::TooLong { what } => write!(f, "{what} is longer than 65,535 bytes; shorten it"),
            Self::Stretching => f.write_str(
                "Argon2id could not run; it needs 46 MiB of free memory while the keyring is built",
            ),
            Self::Config(error) => write!(f, "{error}"),
            Self::Clock => f.write_str("the system clock is before 1970 or after 2106; set it right"),
            Self::Lifetime => f.write_str(
                "the session would be over at once; call `renew` with a length of at least a second",
            ),
            Self::Random => f.write_str("the operating system gave no random bytes; nothing was sealed"),
            Self::Unsealable { member, source } => write!(f, "member `{member}` cannot be sealed: {source}"),
            Self::TooDeep => f.write_str("the session is nested deeper than 128; seal flatter data"),
            Self::TooLarge(error) => write!(f, "{error}"),
        }
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

/// By how much a session is too large for one cookie, and what takes the room.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLarge {
    /// Bytes of name and value beyond 4096.
    pub excess: usize,
    /// Up to three members with the most bytes of JSON, largest first.
    pub largest: Vec<(&'static str, usize)>,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the cookie would be {} bytes over the 4096 that browsers keep", self.excess)?;
        for (at, (member, bytes)) in self.largest.iter().enumerate() {
            let lead = if at == 0 { "; largest members: " } else { ", " };
            write!(f, "{lead}`{member}` {bytes} bytes")?;
        }
        f.write_str("; keep large data elsewhere and only its key in the session")
    }
}

/// What makes a secret unfit to protect sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weakness {
    /// Fewer than 32 bytes.
    Short,
    /// Fewer than 8 different bytes.
    LowVariety,
    /// A shorter unit, written again and again, or bytes that go up or down by even steps.
    Repeated,
    /// Printed in documentation or a placeholder such as "change me".
    Published,
    /// White space at its start or end, as a quoting mistake leaves it.
    Blank,
    /// Says `key:` but is not the base64url of 32 bytes.
    BadKey,
    /// A password that begins with `key:`, which marks a raw key in an environment variable.
    KeyAsPassword,
}

impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Short => {
                "the secret has fewer than 32 bytes; generate one, for example with `openssl rand -base64 48`"
            }
            Self::LowVariety => {
                "the secret has fewer than 8 different bytes; generate one, for example with `openssl rand -base64 48`"
            }
            Self::Repeated => {
                "the secret follows a simple pattern; generate one, for example with `openssl rand -base64 48`"
            }
            Self::Published => {
                "the secret is printed in public documentation; generate one, for example with `openssl rand -base64 48`"
            }
            Self::Blank => "the secret begins or ends with white space; remove it",
            Self::BadKey => "`key:` must be followed by the base64url of exactly 32 bytes, without padding",
            Self::KeyAsPassword => {
                "a password may not begin with `key:`, which marks a raw key; decode it and use `from_key`, or read it with `from_env`"
            }
        })
    }
}

/// Why a cookie or token was refused.
///
/// It is for the operator's eyes: to the visitor all of these look the same, a fresh session. From
/// [`NotYetValid`](Self::NotYetValid) on, the seal was made by a holder of the key, though any visitor may replay an old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// Wrong length, not canonical base64url, or sealed times that contradict each other.
    Malformed,
    /// A version byte or flag of a later release.
    UnsupportedVersion,
    /// Sealed under a key that the keyring does not hold, such as one that was removed.
    UnknownKey,
    /// Tampered with, moved from another cookie, or made for another purpose: indistinguishable on purpose.
    Forged,
    /// Issued more than 60 seconds in the future: some node's clock is wrong.
    NotYetValid,
    /// Past its sealed end, or past what today's configuration allows.
    Expired,
    /// Sealed by a newer schema, as seen during a rolling deploy; it is not overwritten until the session is changed.
    NewerSchema {
        /// The schema number in the seal.
        sealed: u16,
        /// The schema number of the type that reads.
        current: u16,
    },
    /// Sealed by an older schema from which the type does not migrate.
    OlderSchema {
        /// The schema number in the seal.
        sealed: u16,
        /// The schema number of the type that reads.
        current: u16,
    },
    /// The sealed JSON is not one value of the session's type.
    Payload {
        /// The byte of the JSON, counted from 1, at which reading stopped. The text itself stays secret.
        byte: usize,
    },
    /// Several different cookies of this name opened, and no rule says which one is the user's.
    Ambiguous,
}

impl Rejection {
    /// How far opening came, so that of several refused cookies the most telling reason is reported.
    pub(crate) fn progress(self) -> u8 {
        match self {
            Self::Malformed => 0,
            Self::UnsupportedVersion => 1,
            Self::UnknownKey => 2,
            Self::Forged => 3,
            Self::NotYetValid => 4,
            Self::Expired => 5,
            Self::NewerSchema { .. } | Self::OlderSchema { .. } => 6,
            Self::Payload { .. } => 7,
            Self::Ambiguous => 8,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("not a seal"),
            Self::UnsupportedVersion => f.write_str("sealed by a later version of the format"),
            Self::UnknownKey => f.write_str("sealed under a key that is not on the keyring"),
            Self::Forged => f.write_str("changed, moved to another cookie or made for another purpose"),
            Self::NotYetValid => f.write_str("issued in the future; check the clocks of all nodes"),
            Self::Expired => f.write_str("expired"),
            Self::NewerSchema { sealed, current } => {
                write!(f, "sealed by schema {sealed}, newer than this program's {current}")
            }
            Self::OlderSchema { sealed, current } => {
                write!(f, "sealed by schema {sealed}, from which schema {current} does not migrate")
            }
            Self::Payload { byte } => {
                write!(f, "the sealed JSON is not this session type, seen at byte {byte}")
            }
            Self::Ambiguous => f.write_str("several different sessions were sent under one name"),
        }
    }
}

impl std::error::Error for Rejection {}
