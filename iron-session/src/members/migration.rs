//! From an older type to the newer one.

use super::contract::IronSession;
use super::derived::{Derived, read};
use super::session::OfSession;
use crate::error::Rejection;

/// A type that is converted from the type before it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how it is made from `{Older}`, the type before it",
    label = "no `From<{Older}>` for the new type",
    note = "write `impl From<{Older}> for {Self}`"
)]
pub trait Migrate<Older> {
    /// The new value with what the old one held.
    fn migrate(older: Older) -> Self;
}

#[diagnostic::do_not_recommend]
impl<Older, T: From<Older>> Migrate<Older> for T {
    fn migrate(older: Older) -> Self {
        older.into()
    }
}

/// Reads a session of an older schema as `Older`, and converts it.
///
/// # Errors
///
/// The [`Rejection`] by which the older type refuses the session.
pub fn migrate<Older: IronSession, T: IronSession + Migrate<Older>>(
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<T, Rejection> {
    migrate_derived::<OfSession<Older>, OfSession<T>>(schema, json, now)
}

/// Reads JSON of an older schema as `Older`, and converts what was read.
pub(crate) fn migrate_derived<Older: Derived, New: Derived<Data: Migrate<Older::Data>>>(
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<New::Data, Rejection> {
    let older = read::<Older>(schema, json, now).map_err(|rejection| match rejection {
        // No type in the chain has this number. So the newest type is the one that does not migrate from it.
        Rejection::NewerSchema { sealed, .. } | Rejection::OlderSchema { sealed, .. } => {
            Rejection::OlderSchema { sealed, current: New::SCHEMA }
        }
        other => other,
    })?;
    Ok(New::Data::migrate(older))
}
