//! What generated code asks of types, with the words that rustc uses when they do not have it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Rejection;
use crate::json;
use crate::session::IronSession;

/// A field type that can be sealed. Every type with both serde traits is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a member of a session",
    label = "this type is not sealable",
    note = "derive `serde::Serialize` and `serde::Deserialize` for `{Self}`, or keep the field out of the seal with `#[iron(skip)]`"
)]
pub trait Member: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Member for T {}

/// A field type with a default. Every type that implements `Default` is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no default value, which a new session needs",
    label = "no `Default` for this type",
    note = "write `#[iron(default = ..)]` on this field, make it an `Option<..>`, or implement `Default` for `{Self}`"
)]
pub trait DefaultMember: Sized {
    /// The value in a new session.
    fn default_member() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> DefaultMember for T {
    fn default_member() -> Self {
        Self::default()
    }
}

/// The value that a field without a declared default has in a new session.
#[must_use]
pub fn default_member<T: DefaultMember>() -> T {
    T::default_member()
}

/// A session type that is converted from the one before it.
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
/// Why the older type refuses it.
pub fn migrate<Older: IronSession, T: IronSession + Migrate<Older>>(
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<T, Rejection> {
    let older = json::read_session::<Older>(schema, json, now).map_err(|rejection| match rejection {
        // Nobody between the two claims the number; it is the newest type that does not migrate from it.
        Rejection::NewerSchema { sealed, .. } | Rejection::OlderSchema { sealed, .. } => {
            Rejection::OlderSchema { sealed, current: T::SCHEMA }
        }
        other => other,
    })?;
    Ok(T::migrate(older))
}
