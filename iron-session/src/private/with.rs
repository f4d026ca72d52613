//! Members that go through functions of the user's own.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, MapAccess};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serialize, Serializer};

use super::{MemberReader, MemberWriter};

/// How a session seals its member number `INDEX`, declared `with` functions of the user's.
///
/// The field's type is a parameter, so that it may be more private than the session.
pub trait With<F, const INDEX: usize> {
    /// Calls the user's `serialize`.
    ///
    /// # Errors
    ///
    /// What it says.
    fn serialize<S: Serializer>(field: &F, serializer: S) -> Result<S::Ok, S::Error>;

    /// Calls the user's `deserialize`.
    ///
    /// # Errors
    ///
    /// What it says.
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<F, D::Error>;
}

struct Through<'a, T, F, const INDEX: usize>(&'a F, PhantomData<T>);

impl<T: With<F, INDEX>, F, const INDEX: usize> Serialize for Through<'_, T, F, INDEX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self.0, serializer)
    }
}

struct ThroughSeed<T, F, const INDEX: usize>(PhantomData<(T, F)>);

impl<'de, T: With<F, INDEX>, F, const INDEX: usize> DeserializeSeed<'de> for ThroughSeed<T, F, INDEX> {
    type Value = F;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<F, D::Error> {
        T::deserialize(deserializer)
    }
}

impl<M: SerializeMap> MemberWriter<M> {
    /// Writes a member through the user's functions.
    ///
    /// # Errors
    ///
    /// What they say, and floats that are not finite.
    pub fn write_with<T: With<F, INDEX>, F, const INDEX: usize>(
        &mut self,
        name: &'static str,
        field: &F,
    ) -> Result<(), M::Error> {
        self.write(name, &Through::<T, F, INDEX>(field, PhantomData))
    }
}

impl<'de, A: MapAccess<'de>> MemberReader<'_, A> {
    /// Reads a member through the user's functions.
    ///
    /// # Errors
    ///
    /// What they say.
    pub fn read_with<T: With<F, INDEX>, F, const INDEX: usize>(
        &mut self,
        field: &mut F,
    ) -> Result<(), A::Error> {
        *field = self.map.next_value_seed(ThroughSeed::<T, F, INDEX>(PhantomData))?;
        Ok(())
    }
}
