//! How a field is written and read whose type the derive does not know by its spelling.

use std::marker::PhantomData;
use std::time::Duration;

use super::codec::Codec;
use super::expiring::Expiring;
use super::member::{Member, ThreadSafe};
use super::reader::{MemberReader, Unreadable};
use super::rest::Rest;
use super::writer::MemberWriter;
use crate::error::JsonError;

/// A [`Codec`] for a type that the derive does not know by its spelling. So rustc says at the field that it
/// cannot move between threads. For `bool`, numbers and texts that check would only cost time in each build.
///
/// `Inner` is the type that the message about sealing names.
#[derive(Debug)]
pub struct CheckedCodec<T: Member<Inner> + ThreadSafe, Inner: ?Sized>(PhantomData<T>, PhantomData<Inner>);

impl<T: Member<Inner> + ThreadSafe, Inner: ?Sized> CheckedCodec<T, Inner> {
    /// See [`Codec::write`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn write(out: &mut MemberWriter<'_>, key: &'static str, value: &T) -> Result<(), JsonError> {
        Codec::write(out, key, value)
    }

    /// See [`Codec::write_expiring`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn write_expiring(
        out: &mut MemberWriter<'_>,
        key: &'static str,
        value: &Expiring<T>,
    ) -> Result<(), JsonError> {
        Codec::write_expiring(out, key, value)
    }

    /// See [`Codec::write_expiring_or_omit`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn write_expiring_or_omit(
        out: &mut MemberWriter<'_>,
        key: &'static str,
        value: &Expiring<T>,
    ) -> Result<(), JsonError> {
        Codec::write_expiring_or_omit(out, key, value)
    }

    /// See [`Codec::read`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn read(source: &mut MemberReader<'_>, key: &'static str, field: &mut T) -> Result<(), Unreadable> {
        Codec::read(source, key, field)
    }

    /// See [`Codec::read_required`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn read_required(
        source: &mut MemberReader<'_>,
        key: &'static str,
        place: &mut Option<T>,
    ) -> Result<(), Unreadable> {
        Codec::read_required(source, key, place)
    }

    /// See [`Codec::read_expiring`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn read_expiring(
        source: &mut MemberReader<'_>,
        key: &'static str,
        field: &mut Expiring<T>,
        lifetime: Duration,
    ) -> Result<(), Unreadable> {
        Codec::read_expiring(source, key, field, lifetime)
    }

    /// See [`Codec::write_rest`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn write_rest(
        out: &mut MemberWriter<'_>,
        name: &'static str,
        taken: &[&str],
        aliases: &[(&str, usize)],
        field: &T,
    ) -> Result<(), JsonError> {
        Codec::write_rest(out, name, taken, aliases, field)
    }

    /// See [`Codec::read_rest`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn read_rest(rest: Rest, field: &mut T) -> Result<(), JsonError> {
        Codec::read_rest(rest, field)
    }

    /// See [`Codec::read_rest_required`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn read_rest_required(rest: Rest, place: &mut Option<T>) -> Result<(), JsonError> {
        Codec::read_rest_required(rest, place)
    }

    /// See [`Codec::read_rest_or_default`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn read_rest_or_default(rest: Rest, field: &mut T) -> Result<(), JsonError> {
        Codec::read_rest_or_default(rest, field)
    }
}

impl<V, Inner: ?Sized> CheckedCodec<Option<V>, Inner>
where
    Option<V>: Member<Inner> + ThreadSafe,
{
    /// See [`Codec::write_or_omit`].
    ///
    /// # Errors
    ///
    /// Those of that function.
    #[inline]
    pub fn write_or_omit(
        out: &mut MemberWriter<'_>,
        key: &'static str,
        value: &Option<V>,
    ) -> Result<(), JsonError> {
        Codec::write_or_omit(out, key, value)
    }
}
