//! Where members are written to and read from.

use serde::Serialize;
use serde::de::{IgnoredAny, MapAccess};
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use crate::numbers::{Checked, Numbers};

/// The members of a seal that the struct does not name.
#[derive(Debug, Default)]
pub struct Rest(pub(crate) Map<String, Value>);

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
    pub(super) map: M,
    pub(super) now: u32,
    pub(super) numbers: Numbers,
    pub(super) member: &'static str,
}

impl<M: SerializeMap> MemberWriter<M> {
    pub(crate) fn new(map: M, now: u32, numbers: Numbers) -> Self {
        Self { map, now, numbers, member: "" }
    }

    pub(crate) fn finish(self) -> (M, &'static str) {
        (self.map, self.member)
    }

    #[inline]
    pub(super) fn write(&mut self, name: &'static str, value: &impl Serialize) -> Result<(), M::Error> {
        self.member = name;
        self.map.serialize_key(name)?;
        self.map.serialize_value(&Checked(value, self.numbers))
    }
}

/// Where members are read from, at a moment in seconds since 1970.
#[derive(Debug)]
pub struct MemberReader<'a, A> {
    pub(crate) map: &'a mut A,
    pub(crate) now: u64,
}
