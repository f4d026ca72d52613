//! [`Rejection`]: why a cookie or token was refused.

use std::fmt;

/// Why a cookie or token was refused.
///
/// It is for the operator only: to the visitor all of these look the same, a new session. A seal that is
/// refused for [`NotYetValid`](Self::NotYetValid) or a later variant was made by a holder of the key. Still,
/// any visitor may send an old seal again. The page [`seal_format`](crate::seal_format), "Opening, step by
/// step", says in which order the reasons are looked for.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, Keyring, Rejection};
/// # #[derive(IronSession)]
/// # #[iron(cookie = "visit")]
/// # struct Visit { count: u32 }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let request = http::Request::get("/").header("cookie", "visit=nonsense").body(())?;
/// let session = Visit::load(&request, &Keyring::generate()?);
///
/// assert_eq!(session.meta().rejection(), Some(Rejection::Malformed));
/// assert_eq!(session.count(), 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// The text has the wrong length or is not canonical base64url, or its sealed times contradict each
    /// other. Anybody can send such a text; there is nothing to do.
    Malformed,
    /// The version byte or a flag is one of a later release. Update the servers that report it, unless
    /// somebody made the text up.
    UnsupportedVersion,
    /// Sealed under a key that the keyring does not hold. That is ordinary after a key was removed. While
    /// keys are rotated, every server needs the new key as next before one seals with it.
    UnknownKey,
    /// Sealed under a key whose tag is [revoked](crate::KeyringBuilder::revoked_tag). Visitors who were away
    /// when the key leaked have such seals, and so has whoever forges them with it. Nothing is opened.
    RevokedKey,
    /// Changed, moved from another cookie, made for another purpose, or bound to something else. These cannot
    /// be told apart, and that
    /// is intended. A browser does not do this by itself. A seal of iron-session for JavaScript has this
    /// reason if no password could have made its MAC.
    Forged,
    /// A seal of iron-session for JavaScript whose MAC is wrong: it was sealed under another password than
    /// the keyring has under this id, or was changed. That seal does not tell which. If it happens to every
    /// visitor, compare the password byte for byte with that of the JavaScript program. Quotes may be a part
    /// of it in one of them.
    OtherPassword,
    /// Issued more than 60 seconds in the future. Check the clocks of all servers.
    NotYetValid,
    /// The sealed end has passed, or the end that today's configuration allows. That is ordinary; the visitor
    /// begins anew.
    Expired,
    /// Sealed by a newer schema. That is ordinary while a new version is deployed, and ends when all servers
    /// have it. The cookie is not overwritten until the session is changed.
    NewerSchema {
        /// The schema number in the seal.
        sealed: u16,
        /// The schema number of the type that reads.
        current: u16,
    },
    /// Sealed by an older schema from which the type does not migrate. Name the older type with
    /// `#[iron(from = ..)]`, or let these sessions end.
    OlderSchema {
        /// The schema number in the seal.
        sealed: u16,
        /// The schema number of the type that reads.
        current: u16,
    },
    /// The sealed JSON is not one value of the session's type. Check whether the field of this member, or a
    /// type in it, has changed. Such a change needs a new schema number, `#[serde(default)]` in the nested
    /// type, or `#[iron(or_default)]` on the field.
    Payload {
        /// The member that could not be read: a sealed name of the type, never one that is only in the
        /// JSON. For a flattened field it is the field's name. It is empty if the JSON is broken between
        /// members, or is not that of a session.
        member: &'static str,
        /// The byte of the JSON, counted from 1, at which reading stopped. The text itself stays secret.
        byte: u32,
    },
    /// The session was ended from the server: by [`Revocations`](crate::Revocations), or by
    /// [`not_before`](crate::SessionManager::not_before).
    Revoked,
    /// The session was not compared with revocations, since their store has to be waited for. Load it by
    /// [`load_checked`](crate::SessionManager::load_checked), or below a layer.
    Unchecked,
    /// A seal of iron-session for JavaScript, after the last day on which the type accepts them. If
    /// JavaScript still seals, set a later `accept_until`.
    NoLongerAccepted,
    /// Several different cookies of the session were authentic, and no rule says which one is the visitor's.
    /// Some of them may be of another schema, or accepted Fe26.2 seals. A `__Host-` name or a sealed `id`
    /// gives such a rule; a cookie of an earlier domain or path is removed with
    /// [`former`](crate::SessionManager::former), and one of iron-session for JavaScript with
    /// `SessionManager::accept_former`.
    Ambiguous,
}

impl Rejection {
    /// The reason as one word that no release changes, for logs, metrics and scripts: the variant in snake
    /// case, such as `unknown_key`.
    ///
    /// The text of `Display` is for people. It says more, and may change.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let request = http::Request::get("/").header("cookie", "visit=nonsense").body(())?;
    /// let session = Visit::load(&request, &Keyring::generate()?);
    /// assert_eq!(session.meta().rejection().map(|reason| reason.word()), Some("malformed"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnsupportedVersion => "unsupported_version",
            Self::UnknownKey => "unknown_key",
            Self::RevokedKey => "revoked_key",
            Self::Forged => "forged",
            Self::OtherPassword => "other_password",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::NewerSchema { .. } => "newer_schema",
            Self::OlderSchema { .. } => "older_schema",
            Self::Payload { .. } => "payload",
            Self::Revoked => "revoked",
            Self::Unchecked => "unchecked",
            Self::NoLongerAccepted => "no_longer_accepted",
            Self::Ambiguous => "ambiguous",
        }
    }

    /// What cannot be read at this byte, in the member of this name.
    #[cold]
    pub(crate) fn payload(member: &'static str, byte: usize) -> Self {
        Self::Payload { member, byte: u32::try_from(byte).unwrap_or(u32::MAX) }
    }

    /// How far opening came. Of several refused cookies, the reason of the one that came furthest is
    /// reported.
    pub(crate) fn progress(self) -> u8 {
        match self {
            Self::Malformed => 0,
            Self::UnsupportedVersion => 1,
            Self::UnknownKey => 2,
            Self::RevokedKey => 3,
            Self::Forged | Self::OtherPassword => 4,
            Self::NotYetValid => 5,
            Self::Expired => 6,
            Self::NewerSchema { .. } | Self::OlderSchema { .. } => 7,
            Self::Payload { .. } => 8,
            Self::NoLongerAccepted => 9,
            Self::Revoked => 10,
            Self::Unchecked => 11,
            Self::Ambiguous => 12,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("not a seal"),
            Self::UnsupportedVersion => f.write_str("sealed by a later version of the format"),
            Self::UnknownKey => f.write_str("sealed under a key that is not on the keyring"),
            Self::RevokedKey => f.write_str("sealed under a key that is revoked"),
            Self::Forged => f.write_str("changed, or made for another cookie, purpose or binding"),
            Self::OtherPassword => f.write_str(
                "sealed under another Fe26.2 password than the keyring has under this id, or changed",
            ),
            Self::NotYetValid => f.write_str("issued in the future; check the clocks of all nodes"),
            Self::Expired => f.write_str("expired"),
            Self::NewerSchema { sealed, current } => {
                write!(f, "sealed by schema {sealed}, newer than this program's {current}")
            }
            Self::OlderSchema { sealed, current } => {
                write!(f, "sealed by schema {sealed}, from which schema {current} does not migrate")
            }
            Self::Payload { member: "", byte } => {
                write!(f, "the sealed JSON is not of this type, seen at byte {byte}")
            }
            Self::Payload { member, byte } => {
                write!(f, "the sealed member `{member}` is not what its field reads, seen at byte {byte}")
            }
            Self::Revoked => f.write_str("of a session that was ended from the server"),
            Self::Unchecked => f.write_str(
                "not compared with revocations, whose store has to be waited for; use `load_checked`",
            ),
            Self::NoLongerAccepted => {
                f.write_str("sealed by iron-session for JavaScript, which is no longer accepted")
            }
            Self::Ambiguous => f.write_str("several different sessions were sent under one name"),
        }
    }
}

impl std::error::Error for Rejection {}
