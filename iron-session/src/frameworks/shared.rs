//! What the integrations with frameworks on `http` 1 share.

use http::HeaderMap;

use crate::error::SessionError;
use crate::members::IronSession;
use crate::session::{RequestHead, Session, SessionSlots};

/// Lends the session of a request that has these slots, headers, and host in its target.
pub(crate) fn check_out<T: IronSession>(
    slots: Option<&SessionSlots>,
    headers: &HeaderMap,
    host: Option<&str>,
) -> Result<Session<T>, SessionError> {
    let slot = slots.ok_or_else(SessionSlots::no_layer::<T>)?.get::<T>()?;
    slot.check_out(headers.cookies(), host.map(str::as_bytes).or_else(|| headers.host()))
}
