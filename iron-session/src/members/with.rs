//! Members that are written and read by functions of the user.

use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::reader::{MemberReader, Unreadable};
use super::writer::MemberWriter;
use crate::error::JsonError;

/// How a session or token writes and reads its member number `INDEX`, which is declared `with` functions of
/// the user.
///
/// The field's type is a parameter, so that it may be more private than the struct.
pub trait With<F, const INDEX: usize> {
    /// Calls the user's `serialize`.
    ///
    /// # Errors
    ///
    /// The function's error.
    fn serialize<S: Serializer>(field: &F, serializer: S) -> Result<S::Ok, S::Error>;

    /// Calls the user's `deserialize`.
    ///
    /// # Errors
    ///
    /// The function's error.
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
    /// The functions' error, or that of a float that is not finite.
    pub fn write_with<T: With<F, INDEX>, F, const INDEX: usize>(
        &mut self,
        key: &'static str,
        field: &F,
    ) -> Result<(), JsonError> {
        self.write(key, &Written::<T, F, INDEX>(field, PhantomData))
    }
}

impl MemberReader<'_> {
    /// Reads a member through the user's functions, if it is next. A `null` that they refuse leaves the
    /// default.
    ///
    /// # Errors
    ///
    /// The place in the JSON, if the functions refuse the value there.
    pub fn read_with<T: With<F, INDEX>, F, const INDEX: usize>(
        &mut self,
        key: &'static str,
        field: &mut F,
    ) -> Result<(), Unreadable> {
        if self.is_next(key) {
            match self.value::<Read<T, F, INDEX>>() {
                Ok(Read(value, PhantomData)) => *field = value,
                Err(refused) => self.keep_default(refused)?,
            }
        }
        Ok(())
    }

    /// Reads a member that has no default through the user's functions, if it is next.
    ///
    /// # Errors
    ///
    /// The place in the JSON, if the functions refuse the value there.
    pub fn read_required_with<T: With<F, INDEX>, F, const INDEX: usize>(
        &mut self,
        key: &'static str,
        place: &mut Option<F>,
    ) -> Result<(), Unreadable> {
        if self.is_next(key) {
            let Read(value, PhantomData) = self.value::<Read<T, F, INDEX>>()?;
            *place = Some(value);
        }
        Ok(())
    }
}
