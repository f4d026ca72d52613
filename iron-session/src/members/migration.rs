//! From an older session type to the newer one.

use super::contract::IronSession;
use super::session::read_session;
use crate::error::Rejection;

/// A session type that is converted from the type before it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how it is made from `{Older}`, the session type before it",
    label = "no `From<{Older}>` for the new session type",
    note = "write `impl From<{Older}> for {Self}`"
)]
pub trait Migrate<Older> {
    /// The new session with what the old one held.
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
    let older = read_session::<Older>(schema, json, now).map_err(|rejection| match rejection {
        // No type in the chain has this number. So the newest type is the one that does not migrate from it.
        Rejection::NewerSchema { sealed, .. } | Rejection::OlderSchema { sealed, .. } => {
            Rejection::OlderSchema { sealed, current: T::SCHEMA }
        }
        other => other,
    })?;
    Ok(T::migrate(older))
}
