//! [`Reader`]: which format a cookie is read as.

#[cfg(feature = "fe26")]
use super::javascript;
use super::policy::Policy;
use crate::config::{Config, Format};
use crate::error::Rejection;
use crate::seal::{self, Binding, Decrypted, Room};
use crate::times::Now;

/// Which format a cookie is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Native,
    /// Fe26.2, as the session's own format.
    Fe26,
    /// Fe26.2, accepted beside native seals.
    Accepted,
}

impl Reader {
    #[inline]
    pub(super) fn of(config: &Config, is_accepted_name: bool, text: &[u8]) -> Self {
        match (config.format, config.accept) {
            (Format::Fe26, _) => Self::Fe26,
            (Format::Native, Some(_)) if is_accepted_name || may_be_fe26(text) => Self::Accepted,
            (Format::Native, _) => Self::Native,
        }
    }

    /// As which format a session is read that came in parts as iron-session cuts them.
    pub(super) fn of_parts(config: &Config) -> Self {
        match config.format {
            Format::Fe26 => Self::Fe26,
            Format::Native => Self::Accepted,
        }
    }

    /// All steps before the JSON is read: 1 to 8 of the page `seal_format`, "Opening", or those of Fe26.2.
    #[inline]
    pub(super) fn open<'room>(
        self,
        policy: &Policy,
        now: Now,
        text: &[u8],
        room: &'room mut Room,
    ) -> Result<Decrypted<'room>, Rejection> {
        match self {
            Self::Native => {
                let binding = Binding { purpose: seal::SESSION, name: policy.config.cookie };
                seal::open_within(&policy.keys, binding, now.to_open(), Some(policy.limits), text, room)
            }
            #[cfg(feature = "fe26")]
            Self::Fe26 => javascript::open(policy, now, text),
            #[cfg(feature = "fe26")]
            Self::Accepted => javascript::accept(policy, now, text),
            // Without the feature, no configuration that asks for Fe26.2 passes its check.
            #[cfg(not(feature = "fe26"))]
            Self::Fe26 | Self::Accepted => Err(Rejection::Malformed),
        }
    }
}

/// All steps before the JSON is read, for a native seal that came in several cookies. It is opened in its
/// place.
pub(super) fn open_joined<'text>(
    policy: &Policy,
    now: Now,
    text: &'text mut [u8],
) -> Result<Decrypted<'text>, Rejection> {
    let binding = Binding { purpose: seal::SESSION, name: policy.config.cookie };
    seal::open_joined_within(&policy.keys, binding, now.to_open(), Some(policy.limits), text)
}

/// Whether a text is an Fe26.2 seal and no native one, or such a seal in quotes or percent-encoded. No native
/// seal has these characters.
#[inline]
pub(super) fn may_be_fe26(text: &[u8]) -> bool {
    matches!(text, [b'"' | b'%', ..]) || text.starts_with(b"Fe26.2")
}
