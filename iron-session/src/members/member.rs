//! The traits that generated code asks of field types, with the messages that rustc shows if a type does not
//! have them.

use serde::Serialize;
use serde::de::DeserializeOwned;

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
