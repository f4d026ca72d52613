//! [`Suffix`]: what follows the value in a Set-Cookie header of a session.

use super::policy::Settings;
use super::state::State;
use crate::config::Format;
use crate::cookie;
use crate::error::Error;
use crate::seal::Record;
use crate::times::Now;

/// How long before its seal an Fe26.2 cookie ends, in seconds. iron-session 9 for JavaScript sets the same.
const FE26_MARGIN_SECS: u32 = 60;

/// What follows the value in a Set-Cookie header.
pub(super) struct Suffix<'a> {
    /// Seconds; none if `attributes` begins with Max-Age, or if there is none.
    max_age: Option<u32>,
    attributes: &'a str,
}

impl<'a> Suffix<'a> {
    #[inline]
    pub(super) fn of(state: &'a State, record: &Record) -> Result<Self, Error> {
        let policy: &Settings = &state.policy;
        let max_age = if record.transient { None } else { Some(max_age(policy, state.now, record)?) };
        Ok(match max_age {
            Some(secs) if secs == policy.limits.max_age => {
                Self { max_age: None, attributes: policy.lifetime_text() }
            }
            _ => Self { max_age, attributes: policy.attributes_text() },
        })
    }

    pub(super) fn chars(&self) -> usize {
        self.attributes.len().saturating_add(self.max_age.map_or(0, cookie::max_age_chars))
    }

    #[inline]
    pub(super) fn write_onto(&self, text: &mut String) {
        if let Some(secs) = self.max_age {
            cookie::write_max_age(text, secs);
        }
        text.push_str(self.attributes);
    }
}

/// How long the browser is to keep the cookie, in seconds.
#[inline]
fn max_age(policy: &Settings, now: Now, record: &Record) -> Result<u32, Error> {
    // If this clock is slower than the one that issued the seal, the cookie must not outlive the session's
    // length.
    let now = now.to_seal()?.max(record.issued);
    let remains = record.times().effective_end(policy.limits).saturating_sub(now);
    Ok(match policy.config.format {
        Format::Native => remains,
        // A minute less, unless that is all there is.
        Format::Fe26 => remains.checked_sub(FE26_MARGIN_SECS).filter(|secs| *secs > 0).unwrap_or(remains),
    })
}
