//! Members that go through functions of the user's own.

use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::reader::{MemberReader, Unreadable};
use super::writer::MemberWriter;
use crate::error::JsonError;

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

struct Written<'a, T, F, const INDEX: usize>(&'a F, PhantomData<T>);

impl<T: With<F, INDEX>, F, const INDEX: usize> Serialize for Written<'_, T, F, INDEX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self.0, serializer)
    }
}

struct Read<T, F, const INDEX: usize>(F, PhantomData<T>);

impl<'de, T: With<F, INDEX>, F, const INDEX: usize> Deserialize<'de> for Read<T, F, INDEX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|field| Self(field, PhantomData))
    }
}

impl MemberWriter<'_> {
    /// Writes a member through the user's functions.
    ///
    /// # Errors
    ///
    /// What they say, and floats that are not finite.
    pub fn write_with<T: With<F, INDEX>, F, const INDEX: usize>(
        &mut self,
        key: &'static str,
        field: &F,
    ) -> Result<(), JsonError> {
        self.write(key, &Written::<T, F, INDEX>(field, PhantomData))
    }
}

impl MemberReader<'_> {
    /// Reads a member through the user's functions, if it is the one to be read.
    ///
    /// # Errors
    ///
    /// Where they refuse the value.
    pub fn read_with<T: With<F, INDEX>, F, const INDEX: usize>(
        &mut self,
        key: &'static str,
        field: &mut F,
    ) -> Result<(), Unreadable> {
        if self.is_next(key) {
            let Read(value, PhantomData) = self.value::<Read<T, F, INDEX>>()?;
            *field = value;
        }
        Ok(())
    }
}
