//! Members that go through functions of the user's own.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, MapAccess};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serialize, Serializer};

use super::{MemberReader, MemberWriter};
use crate::finite::Finite;

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

impl<M: SerializeMap> MemberWriter<M> {
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
