//! Whether a browser may hold a session that it did not send, since a page of another site made the request.

use super::fetch_metadata::FetchMetadata;
use crate::config::SameSite;

/// Whether a browser may hold a session that it did not send. `marker_sent` says whether it sent the
/// [marker](super::marker) of a session.
///
/// Browsers ignore a `Lax` or `Strict` cookie in the response to what a page of another site loads into
/// itself. What is left is that such a page opens a page of this site in a tab.
pub(super) fn is_held_back(same_site: SameSite, metadata: FetchMetadata, marker_sent: bool) -> bool {
    match (same_site, metadata.arrives_from_another_site()) {
        // A form of another site. Neither cookie comes with it, and no marker.
        (SameSite::Lax | SameSite::Strict, Some(false)) => true,
        // A link of another site. Without a marker this is a first visit.
        (SameSite::Strict, Some(true)) => marker_sent,
        // The cookie would have come, or nothing is known of the request.
        (SameSite::Lax, Some(true)) | (SameSite::None, _) | (_, None) => false,
    }
}
