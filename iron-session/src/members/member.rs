//! The traits that generated code asks of field types, with the messages that rustc shows if a type does not
//! have them.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A field type that can be sealed. Every type with both serde traits is one.
///
/// `Inner` is the type that the message names: in `Option<UserId>`, it is `UserId` that lacks serde's traits.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a member of a session or token",
    label = "this type is not sealable",
    note = "derive `serde::Serialize` and `serde::Deserialize` for `{Inner}`, or turn on the feature `serde` of the crate that it comes from",
    note = "or name functions that seal it with `#[iron(with = ..)]`, or keep the field out of the seal with `#[iron(skip)]`"
)]
pub trait Member<Inner: ?Sized = Self>: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned, Inner: ?Sized> Member<Inner> for T {}

/// A field type with which a session can move between threads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a session or token, which moves between threads",
    label = "this type is not `Send` and `Sync`",
    note = "a type is, if all types within it are; write `Arc` in place of `Rc`"
)]
pub trait ThreadSafe: Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static> ThreadSafe for T {}

/// A field type with a default. Every type that implements `Default` is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no default value, which this field needs",
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
