//! [`Weakness`]: what makes a secret unfit.

use std::fmt;

/// What makes a secret unfit to protect sessions.
///
/// # Examples
///
/// ```
/// use iron_session::{Error, Keyring, Weakness};
///
/// let weakness = |password| match Keyring::from_password(password) {
///     Err(Error::WeakSecret { weakness, .. }) => Some(weakness),
///     _ => None,
/// };
/// assert_eq!(weakness("correct horse"), Some(Weakness::Short));
/// assert_eq!(weakness("correct horse battery staple, correct horse\n"), Some(Weakness::Blank));
/// assert_eq!(weakness("complex_password_at_least_32_characters_long"), Some(Weakness::Published));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weakness {
    /// Fewer than 32 bytes. Generate a secret, for example with `openssl rand -base64 48`.
    Short,
    /// Fewer than 8 different bytes. Generate a secret.
    LowVariety,
    /// A shorter text that is repeated, or bytes that go up or down by even steps. Generate a secret.
    Repeated,
    /// Printed in documentation, or a placeholder such as "change me". Generate a secret.
    Published,
    /// White space or a character that nobody sees at its start or end, as a mistake in quoting or a copied
    /// page leaves it. Remove it.
    Blank,
    /// The whole text is in quotes, as `docker --env-file` keeps them, or has a quote at its start or end.
    /// Remove the quotes.
    Quoted,
    /// White space and then `#`, `;` or `//`, as `docker --env-file` keeps comments. Remove the comment.
    Comment,
    /// The name of a variable before the secret, such as `SHOP_SECRET=` or `password:`. Give what follows the
    /// name.
    Assigned,
    /// The mark of a raw key as other programs spell it, such as `base64:`, `hex:`, `KEY:` or `key=`. Write
    /// `key:` for a raw key, and nothing before a password.
    Mark,
    /// A template, a variable or a reference that was to be replaced by a secret, such as `${SECRET}`,
    /// `$SECRET`, `%SECRET%` or `op://vault/item`. Let the program that deploys yours replace it.
    Template,
    /// The path of a file. Give it in the variable whose name ends with `_FILE`.
    Path,
    /// A raw key that is text, in any language. A raw key is not stretched, so it must be random bytes. Use
    /// [`from_password`](crate::Keyring::from_password) for a text.
    TextAsKey,
    /// The value begins with `key:`, but what follows is not 32 bytes in base64, base64url or hex.
    BadKey,
    /// A password begins with `key:`, which marks a raw key in an environment variable. Decode the key and
    /// use [`from_key`](crate::Keyring::from_key), or read it with [`from_env`](crate::Keyring::from_env).
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
            Self::Blank => "the secret begins or ends with white space or an invisible character; remove it",
            Self::Quoted => {
                "the secret is in quotes, or has one at its start or end, which are a part of it here; remove them"
            }
            Self::Comment => {
                "a comment follows the secret, after white space and `#`, `;` or `//`, and is a part of it here; remove it"
            }
            Self::Assigned => {
                "the secret begins with the name of a variable, which is a part of it here; give only what follows the name"
            }
            Self::Mark => {
                "the secret begins as a raw key of another program; write `key:` before a raw key, and nothing before a password"
            }
            Self::Template => {
                "the secret is a template or a reference that nothing has replaced; replace it where the program is deployed"
            }
            Self::Path => "the secret is the path of a file; give it in the variable whose name ends with `_FILE`",
            Self::TextAsKey => {
                "the raw key is text, and raw keys are not stretched; use a password, or 32 bytes from `openssl rand`"
            }
            Self::BadKey => {
                "`key:` must be followed by 32 bytes in base64 or hex; make them with `openssl rand -base64 32`"
            }
            Self::KeyAsPassword => {
                "a password may not begin with `key:`, which marks a raw key; decode it and use `from_key`, or read it with `from_env`"
            }
        })
    }
}
