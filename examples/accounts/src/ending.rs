//! What ends sessions before they expire: in the memory of this process, or in Redis for all instances.

use std::time::Duration;

use iron_session::{Outage, RevocationError, Revocations};

use crate::session::SessionData;

/// At least the `absolute_timeout` of [`SessionData`]: no session outlives the memory of its end.
const KEEP_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Connects to Redis, if there is a URL of one.
///
/// While Redis does not answer, nobody who is signed in gets a page, since a session may have been ended. Who
/// would rather let them in writes `Outage::Accept`.
pub(crate) async fn revocations(redis: Option<&str>) -> Result<Revocations<SessionData>, RevocationError> {
    match redis {
        Some(url) => Revocations::redis(url, Outage::Refuse, KEEP_FOR).await,
        None => Ok(in_memory()),
    }
}

pub(crate) fn in_memory() -> Revocations<SessionData> {
    Revocations::in_memory(KEEP_FOR)
}
