//! How long sessions may last.

use std::time::Duration;

use super::builder::{AbsoluteTimeout, Config};
use super::format::Format;

const DAY_SECS: u64 = 86_400;
/// The longest lifetime that browsers allow a cookie (RFC 6265bis, "Cookie Lifetime Limits").
pub const MAX_LIFETIME: Duration = Duration::from_secs(400 * DAY_SECS);
/// The `max_age` of a type that declares none.
pub const DEFAULT_MAX_AGE: Duration = Duration::from_secs(14 * DAY_SECS);
const DEFAULT_ABSOLUTE_TIMEOUT: Duration = Duration::from_secs(90 * DAY_SECS);

/// The lengths that today's configuration allows, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) max_age: u32,
    /// `None` means that no session ends only because it began long ago.
    pub(crate) absolute_timeout: Option<u32>,
}

impl Config {
    /// The declared `max_age`. Without one it is 14 days, or the absolute timeout if that is shorter.
    pub(super) const fn max_age_or_default(&self) -> Duration {
        match (self.max_age, self.absolute_timeout) {
            (Some(max_age), _) => max_age,
            (None, AbsoluteTimeout::After(timeout)) if timeout.as_secs() < DEFAULT_MAX_AGE.as_secs() => {
                timeout
            }
            (None, _) => DEFAULT_MAX_AGE,
        }
    }

    /// The lengths of a checked configuration, in seconds.
    pub(crate) const fn limits(&self) -> Limits {
        // In a checked configuration both lengths fit. One that is not checked yet gets the longest that
        // fits.
        #[expect(clippy::cast_possible_truncation, reason = "only what fits is cast")]
        const fn secs(length: Duration) -> u32 {
            if length.as_secs() > u32::MAX as u64 { u32::MAX } else { length.as_secs() as u32 }
        }
        let max_age = secs(self.max_age_or_default());
        let default_timeout = secs(DEFAULT_ABSOLUTE_TIMEOUT);
        let absolute_timeout = match self.absolute_timeout {
            AbsoluteTimeout::Never => None,
            // iron-session's seal does not say when a session began.
            AbsoluteTimeout::Default if matches!(self.format, Format::Fe26) => None,
            AbsoluteTimeout::After(timeout) => Some(secs(timeout)),
            AbsoluteTimeout::Default => {
                Some(if default_timeout > max_age { default_timeout } else { max_age })
            }
        };
        Limits { max_age, absolute_timeout }
    }

    /// How many seconds after a write using the session extends it.
    pub(crate) fn refresh_after_secs(&self) -> Option<u64> {
        self.refresh_after.map(|after| after.as_secs())
    }
}
