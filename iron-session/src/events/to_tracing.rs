//! Feature `tracing`: one `tracing` event for each event, at the level of its severity.
//!
//! The fields are `cookie`, `method` and `path`, and those of the variant. The message is the text of the
//! variant without its values. `reason` and `error` are words, as the labels of `metrics` are; `detail` has
//! their text.

use super::event::{Event, Severity};
use super::report::Report;

/// Makes an event at the level of a severity. `tracing` wants each level at a place of its own.
macro_rules! at_severity {
    ($report:ident, $($field:ident = $value:expr),*) => {
        match $report.severity() {
            Severity::Trace => at_level!(trace, $report, $($field = $value),*),
            Severity::Debug => at_level!(debug, $report, $($field = $value),*),
            Severity::Warn => at_level!(warn, $report, $($field = $value),*),
            Severity::Error => at_level!(error, $report, $($field = $value),*),
        }
    };
}

macro_rules! at_level {
    ($level:ident, $report:ident, $($field:ident = $value:expr),*) => {
        tracing::$level!(
            cookie = (!$report.cookie.is_empty()).then_some($report.cookie),
            method = $report.request.map(|request| request.method),
            path = $report.request.map(|request| request.path),
            $($field = $value,)*
            "{}", $report.event.text()
        )
    };
}

pub(super) fn tell(report: &Report<'_>) {
    match report.event {
        Event::Opened { key, role, age } => at_severity!(
            report,
            key = key.map(tracing::field::display),
            role = role.word(),
            age_secs = age.map(|age| age.as_secs())
        ),
        Event::Refused { reason } => {
            at_severity!(report, reason = reason.word(), detail = tracing::field::display(reason));
        }
        Event::Written { bytes, cookies, changed } => {
            at_severity!(report, bytes = bytes, cookies = cookies, changed = changed);
        }
        Event::Resealed { bytes, cookies } => at_severity!(report, bytes = bytes, cookies = cookies),
        Event::Removed { cookies } => at_severity!(report, cookies = cookies),
        Event::OutsideDomain { domain } => at_severity!(report, domain = domain),
        Event::RefreshDropped { error } => at_severity!(report, error = tracing::field::display(error)),
        Event::Failed { error } => {
            at_severity!(report, error = error.word(), detail = tracing::field::display(error));
        }
        Event::CrossSite { reason } => {
            at_severity!(report, reason = reason.word(), detail = tracing::field::display(reason));
        }
        Event::Unchecked { error } => at_severity!(report, error = tracing::field::display(error)),
        Event::Accepted
        | Event::JavascriptRemains
        | Event::Begun
        | Event::Renewed
        | Event::Withheld
        | Event::LogoutLost
        | Event::Revoked
        | Event::RevocationsLost
        | Event::EvictionUnknown
        | Event::PlainHttp => at_severity!(report,),
    }
}
