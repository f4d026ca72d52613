//! What generated code calls. Hidden, and outside the promises of semantic versioning.

use std::marker::PhantomData;
use std::time::Duration;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny};
use serde::ser::Error;
use serde_json::{Map, Value};

use crate::config::{Config, ConfigError, check_domain, check_max_age, check_name, check_path};
use crate::error::Rejection;
use crate::field::Expiring;
use crate::finite::Finite;
use crate::json;
use crate::session::IronSession;

pub use serde::de::MapAccess;
pub use serde::ser::SerializeMap;
pub use serde::{Deserializer, Serializer};
pub use serde_json::Error as JsonError;

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
        out.write(name, &Finite(value))
    }

    /// Reads the member over its default.
    ///
    /// # Errors
    ///
    /// What the deserializer says.
    pub fn read<'de, A: MapAccess<'de>>(
        source: &mut MemberReader<'_, A>,
        field: &mut T,
    ) -> Result<(), A::Error> {
        *field = source.map.next_value()?;
        Ok(())
    }

    /// Writes the value with its deadline; one set in this request gets `lifetime` from now.
    ///
    /// # Errors
    ///
    /// What the serializer says, and floats that are not finite.
    pub fn write_expiring<M: SerializeMap>(
        out: &mut MemberWriter<M>,
        name: &'static str,
        value: &Expiring<T>,
        lifetime: Duration,
    ) -> Result<(), M::Error> {
        let secs = u32::try_from(lifetime.as_secs()).unwrap_or(u32::MAX);
        let sealed = value.to_seal(out.now.saturating_add(secs));
        out.write(name, &Finite(sealed))
    }

    /// Reads the value with its deadline, and drops it if that has passed.
    ///
    /// # Errors
    ///
    /// What the deserializer says.
    pub fn read_expiring<'de, A: MapAccess<'de>>(
        source: &mut MemberReader<'_, A>,
        field: &mut Expiring<T>,
    ) -> Result<(), A::Error> {
        *field = Expiring::from_seal(source.map.next_value()?, source.now);
        Ok(())
    }

    /// Writes the members of the flattened field `name` beside those of the struct, whose names are `taken`.
    ///
    /// # Errors
    ///
    /// If the field is not an object, or has a member that the struct has too.
    pub fn write_rest<M: SerializeMap>(
        out: &mut MemberWriter<M>,
        name: &'static str,
        taken: &[&str],
        field: &T,
    ) -> Result<(), M::Error> {
        out.member = name;
        let value = serde_json::to_value(Finite(field)).map_err(M::Error::custom)?;
        let Value::Object(members) = value else {
            return Err(M::Error::custom("a flattened field must be a map or a struct"));
        };
        for (name, value) in members {
            if taken.contains(&name.as_str()) {
                return Err(M::Error::custom(format_args!("its member `{name}` is also one of the session")));
            }
            out.map.serialize_entry(&name, &value)?;
        }
        Ok(())
    }

    /// Makes the members that the struct does not name the value of its flattened field.
    ///
    /// # Errors
    ///
    /// What the field's type says of them.
    pub fn read_rest(rest: Rest, field: &mut T) -> Result<(), JsonError> {
        *field = T::deserialize(Value::Object(rest.0))?;
        Ok(())
    }
}

/// How a session seals its member number `INDEX`, declared `with` functions of the user's.
pub trait With<const INDEX: usize> {
    /// The field's type.
    type Field;

    /// Calls the user's `serialize`.
    ///
    /// # Errors
    ///
    /// What it says.
    fn serialize<S: Serializer>(field: &Self::Field, serializer: S) -> Result<S::Ok, S::Error>;

    /// Calls the user's `deserialize`.
    ///
    /// # Errors
    ///
    /// What it says.
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Field, D::Error>;
}

struct Through<'a, T: With<INDEX>, const INDEX: usize>(&'a T::Field);

impl<T: With<INDEX>, const INDEX: usize> Serialize for Through<'_, T, INDEX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self.0, serializer)
    }
}

struct ThroughSeed<T, const INDEX: usize>(PhantomData<T>);

impl<'de, T: With<INDEX>, const INDEX: usize> DeserializeSeed<'de> for ThroughSeed<T, INDEX> {
    type Value = T::Field;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Field, D::Error> {
        T::deserialize(deserializer)
    }
}

/// The members of a seal that the struct does not name.
#[derive(Debug, Default)]
pub struct Rest(pub(crate) Map<String, Value>);

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
pub fn migrate<Older: IronSession, T: Migrate<Older>>(
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<T, Rejection> {
    json::read_session::<Older>(schema, json, now).map(T::migrate)
}

/// Passes over a member that the struct does not seal.
///
/// # Errors
///
/// What the deserializer says.
pub fn skip_member<'de, A: MapAccess<'de>>(source: &mut MemberReader<'_, A>) -> Result<(), A::Error> {
    source.map.next_value::<IgnoredAny>().map(|_| ())
}

/// Where members are written, in order; remembers the last one for errors.
#[derive(Debug)]
pub struct MemberWriter<M> {
    map: M,
    now: u32,
    member: &'static str,
}

impl<M: SerializeMap> MemberWriter<M> {
    pub(crate) fn new(map: M, now: u32) -> Self {
        Self { map, now, member: "" }
    }

    pub(crate) fn finish(self) -> (M, &'static str) {
        (self.map, self.member)
    }

    /// Writes a member through the user's functions.
    ///
    /// # Errors
    ///
    /// What they say, and floats that are not finite.
    pub fn write_with<T: With<INDEX>, const INDEX: usize>(
        &mut self,
        name: &'static str,
        field: &T::Field,
    ) -> Result<(), M::Error> {
        self.write(name, &Finite(Through::<T, INDEX>(field)))
    }

    fn write(&mut self, name: &'static str, value: &impl Serialize) -> Result<(), M::Error> {
        self.member = name;
        self.map.serialize_entry(name, value)
    }
}

/// Where members are read from, at a moment in seconds since 1970.
#[derive(Debug)]
pub struct MemberReader<'a, A> {
    pub(crate) map: &'a mut A,
    pub(crate) now: u64,
}

impl<'de, A: MapAccess<'de>> MemberReader<'_, A> {
    /// Reads a member through the user's functions.
    ///
    /// # Errors
    ///
    /// What they say.
    pub fn read_with<T: With<INDEX>, const INDEX: usize>(
        &mut self,
        field: &mut T::Field,
    ) -> Result<(), A::Error> {
        *field = self.map.next_value_seed(ThroughSeed::<T, INDEX>(PhantomData))?;
        Ok(())
    }
}

/// Refuses a cookie name, where it is written.
#[track_caller]
pub const fn assert_cookie(name: &str) {
    assert_ok(check_name(name));
}

/// Refuses a lifetime, where it is written.
#[track_caller]
pub const fn assert_max_age(max_age: Duration) {
    assert_ok(check_max_age(max_age));
}

/// Refuses the lifetime of a field, where it is written.
#[track_caller]
pub const fn assert_lifetime(lifetime: Duration) {
    assert!(check_max_age(lifetime).is_ok(), "a `lifetime` is 1 second to 400 days, in whole seconds");
}

/// Refuses a path, where it is written.
#[track_caller]
pub const fn assert_path(path: &str) {
    assert_ok(check_path(path));
}

/// Refuses a domain, where it is written.
#[track_caller]
pub const fn assert_domain(domain: &str) {
    assert_ok(check_domain(domain));
}

/// Refuses a configuration whose parts contradict each other.
#[track_caller]
pub const fn assert_relations(config: Config) {
    assert_ok(config.check_relations());
}

/// Refuses a schema number that is not above that of the type migrated from.
#[track_caller]
pub const fn assert_newer(schema: u16, from: u16) {
    assert!(schema > from, "`schema` must be greater than that of the type named by `from`");
}

/// `#[track_caller]`, or rustc would quote this line under the user's error.
#[track_caller]
const fn assert_ok(result: Result<(), ConfigError>) {
    if let Err(error) = result {
        panic!("{}", error.message());
    }
}
