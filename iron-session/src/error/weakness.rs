//! [`Weakness`]: what makes a secret unfit.

use std::fmt;

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
