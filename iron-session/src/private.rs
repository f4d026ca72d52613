//! What generated code calls. Hidden, and outside the promises of semantic versioning.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::finite::Finite;

pub use serde::de::MapAccess;
pub use serde::ser::SerializeMap;

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

/// The way of one field between the struct and the sealed JSON.
///
/// Both directions hang on one bound of one type, so that a field that is no [`Member`] is reported once.
#[derive(Debug)]
pub struct Slot<T: Member>(PhantomData<T>);

impl<T: Member> Slot<T> {
    /// Writes the member.
    ///
    /// # Errors
    ///
    /// What the serializer says, and floats that are not finite.
    pub fn write<M: SerializeMap>(
        out: &mut MemberWriter<M>,
        name: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        out.member = name;
        out.map.serialize_entry(name, &Finite(value))
    }

    /// Reads the member over its default.
    ///
    /// # Errors
    ///
    /// What the deserializer says.
    pub fn read<'de, A: MapAccess<'de>>(source: &mut A, field: &mut T) -> Result<(), A::Error> {
        *field = source.next_value()?;
        Ok(())
    }
}

/// Passes over a member that the struct does not seal.
///
/// # Errors
///
/// What the deserializer says.
pub fn skip_member<'de, A: MapAccess<'de>>(source: &mut A) -> Result<(), A::Error> {
    source.next_value::<IgnoredAny>().map(|_| ())
}

/// Where members are written, in order; remembers the last one for errors.
#[derive(Debug)]
pub struct MemberWriter<M> {
    map: M,
    member: &'static str,
}

impl<M> MemberWriter<M> {
    pub(crate) fn new(map: M) -> Self {
        Self { map, member: "" }
    }

    pub(crate) fn finish(self) -> (M, &'static str) {
        (self.map, self.member)
    }
}
