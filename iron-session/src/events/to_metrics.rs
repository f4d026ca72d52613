//! Feature `metrics`: a counter for each event. The crate page lists them with their labels.
//!
//! Labels have few values: names of cookies, words of reasons, and the first bytes of key tags. The path of a
//! request is none of them.

use metrics::{counter, histogram};

use super::event::Event;
use super::report::Report;

pub(super) fn tell(report: &Report<'_>) {
    let cookie = report.cookie;
    match report.event {
        Event::Opened { key, role, .. } => {
            let key = key.map(|key| key.to_string()).unwrap_or_default();
            counter!("iron_session_opened_total", "cookie" => cookie, "key" => key, "role" => role.word())
        }
        Event::Refused { reason } => {
            counter!("iron_session_refused_total", "cookie" => cookie, "reason" => reason.word())
        }
        Event::Accepted => counter!("iron_session_accepted_total", "cookie" => cookie),
        Event::JavascriptRemains => counter!("iron_session_javascript_remains_total", "cookie" => cookie),
        Event::Begun => counter!("iron_session_begun_total", "cookie" => cookie),
        Event::Renewed => counter!("iron_session_renewed_total", "cookie" => cookie),
        Event::Written { bytes, changed, .. } => {
            record_bytes(cookie, bytes);
            let changed = if changed { "true" } else { "false" };
            counter!("iron_session_written_total", "cookie" => cookie, "changed" => changed)
        }
        Event::Resealed { bytes, .. } => {
            record_bytes(cookie, bytes);
            counter!("iron_session_resealed_total", "cookie" => cookie)
        }
        Event::RefreshDropped { .. } => counter!("iron_session_refresh_dropped_total", "cookie" => cookie),
        Event::Removed { .. } => counter!("iron_session_removed_total", "cookie" => cookie),
        Event::Withheld => counter!("iron_session_withheld_total", "cookie" => cookie),
        Event::OutsideDomain { .. } => counter!("iron_session_outside_domain_total", "cookie" => cookie),
        Event::Failed { error } => {
            counter!("iron_session_failed_total", "cookie" => cookie, "error" => error.word())
        }
        Event::CrossSite { reason } => {
            counter!("iron_session_cross_site_total", "cookie" => cookie, "reason" => reason.word())
        }
        Event::LogoutLost => counter!("iron_session_logout_lost_total", "cookie" => cookie),
        Event::Revoked => counter!("iron_session_revoked_total", "cookie" => cookie),
        Event::Unchecked { .. } => counter!("iron_session_unchecked_total", "cookie" => cookie),
        Event::RevocationsLost => counter!("iron_session_revocations_lost_total", "cookie" => cookie),
        Event::EvictionUnknown => counter!("iron_session_eviction_unknown_total", "cookie" => cookie),
        Event::PlainHttp => counter!("iron_session_plain_http_total", "cookie" => cookie),
    }
    .increment(1);
}

#[allow(clippy::cast_precision_loss, reason = "a cookie has at most 4096 bytes")]
fn record_bytes(cookie: &'static str, bytes: usize) {
    histogram!("iron_session_written_bytes", "cookie" => cookie).record(bytes as f64);
}
