//! How one field is written into the sealed JSON, and read from it.

use std::marker::PhantomData;
use std::time::Duration;

use super::expiring::Expiring;
use super::member::Member;
use super::reader::{MemberReader, Unreadable};
use super::rest::Rest;
use super::writer::MemberWriter;
use crate::error::JsonError;
use crate::json::{self, Finite, JAVASCRIPT_METHODS, Numbers};

/// How one field is written into the sealed JSON, and read from it.
///
/// Both directions depend on the bounds of one type. So a field type that is not a [`Member`] is reported
/// once.
#[derive(Debug)]
pub struct Codec<T: Member>(PhantomData<T>);

impl<T: Member> Codec<T> {
    /// Writes the member.
    ///
    /// # Errors
    ///
    /// The serializer's error, or that of a float that is not finite.
    #[inline]
    pub fn write(out: &mut MemberWriter<'_>, key: &'static str, value: &T) -> Result<(), JsonError> {
        out.write(key, value)
    }

    /// As [`write_expiring`](Self::write_expiring), but leaves the member out if there is no value.
    ///
    /// # Errors
    ///
    /// The serializer's error, or that of a float that is not finite.
    pub fn write_expiring_or_omit(
        out: &mut MemberWriter<'_>,
        key: &'static str,
        value: &Expiring<T>,
    ) -> Result<(), JsonError> {
        if value.get().is_some() {
            return Self::write_expiring(out, key, value);
        }
        out.omit(key);
        Ok(())
    }

    /// Reads the member over its default, if it is next. A `null` that is not a `T` leaves the default.
    ///
    /// # Errors
    ///
    /// The place in the JSON, if the value there is not a `T`.
    #[inline]
    pub fn read(source: &mut MemberReader<'_>, key: &'static str, field: &mut T) -> Result<(), Unreadable> {
        if source.is_next(key) {
            match source.value() {
                Ok(value) => *field = value,
                Err(refused) => source.keep_default(refused)?,
            }
        }
        Ok(())
    }

    /// Reads a member that has no default, if it is next.
    ///
    /// # Errors
    ///
    /// The place in the JSON, if the value there is not a `T`.
    #[inline]
    pub fn read_required(
        source: &mut MemberReader<'_>,
        key: &'static str,
        place: &mut Option<T>,
    ) -> Result<(), Unreadable> {
        if source.is_next(key) {
            *place = Some(source.value()?);
        }
        Ok(())
    }

    /// Writes the value with the moment at which it was set. For a value that was set in this request, that
    /// is the request's time.
    ///
    /// # Errors
    ///
    /// The serializer's error, or that of a float that is not finite.
    pub fn write_expiring(
        out: &mut MemberWriter<'_>,
        key: &'static str,
        value: &Expiring<T>,
    ) -> Result<(), JsonError> {
        let sealed = value.to_seal(out.now);
        out.write(key, &sealed)
    }

    /// Reads the value, and drops it if `lifetime` has passed since it was set.
    ///
    /// The lifetime is not sealed. So today's holds for values that were set under another one.
    ///
    /// # Errors
    ///
    /// The place in the JSON, if the value there is not a `T` with a moment.
    pub fn read_expiring(
        source: &mut MemberReader<'_>,
        key: &'static str,
        field: &mut Expiring<T>,
        lifetime: Duration,
    ) -> Result<(), Unreadable> {
        if source.is_next(key) {
            match source.value() {
                Ok(sealed) => *field = Expiring::from_seal(sealed, source.now, lifetime),
                Err(refused) => source.keep_default(refused)?,
            }
        }
        Ok(())
    }

    /// Writes the members of the flattened field `name` beside those of the struct.
    ///
    /// `taken` and `aliases` are the names of the struct's own members.
    ///
    /// # Errors
    ///
    /// If the field is not an object, or has a member that the struct has too. In Fe26.2, also if a member
    /// has the name of a method of iron-session's session object.
    pub fn write_rest(
        out: &mut MemberWriter<'_>,
        name: &'static str,
        taken: &[&str],
        aliases: &[(&str, usize)],
        field: &T,
    ) -> Result<(), JsonError> {
        out.flatten(name);
        // The text is kept as it is: a value of `serde_json` would round long numbers.
        let json = serde_json::to_vec(&Finite(field)).map_err(JsonError::new)?;
        let [b'{', members @ .., b'}'] = json.trim_ascii() else {
            return Err(JsonError::custom("a flattened field must be a map or a struct"));
        };
        for (name, value) in json::members(members) {
            let is_name = |known: &&&str| json::is_name(name, known);
            let mut known = taken.iter().chain(aliases.iter().map(|(alias, _)| alias));
            if let Some(known) = known.find(is_name) {
                return Err(JsonError::custom(format_args!(
                    "its member `{known}` is also one of the struct's own"
                )));
            }
            if out.numbers == Numbers::JavaScript && JAVASCRIPT_METHODS.iter().any(|method| is_name(&method))
            {
                return Err(JsonError::custom(
                    "one of its members has the name of a method of iron-session's session object",
                ));
            }
            out.write_named(name, value);
        }
        Ok(())
    }

    /// Reads the flattened field from the members that the struct does not name. If none of them is one of
    /// the field's, it keeps its default.
    ///
    /// # Errors
    ///
    /// The error of the field's type.
    pub fn read_rest(rest: Rest, field: &mut T) -> Result<(), JsonError> {
        if let Some(value) = rest.read().map_err(JsonError::new)? {
            *field = value;
        }
        Ok(())
    }

    /// Reads a flattened field that has no default, also if none of the members is there.
    ///
    /// # Errors
    ///
    /// The error of the field's type.
    pub fn read_rest_required(rest: Rest, place: &mut Option<T>) -> Result<(), JsonError> {
        let value = rest.read().and_then(|value| value.map_or_else(|| serde_json::from_str("{}"), Ok));
        *place = Some(value.map_err(JsonError::new)?);
        Ok(())
    }

    /// As [`read_rest`](Self::read_rest), but members that are not those of a `T` leave the default.
    ///
    /// # Errors
    ///
    /// None.
    pub fn read_rest_or_default(rest: Rest, field: &mut T) -> Result<(), JsonError> {
        Self::read_rest(rest, field).or(Ok(()))
    }
}

impl<V> Codec<Option<V>>
where
    Option<V>: Member,
{
    /// Writes the member, or leaves it out if it is `None`. Its default is `None`.
    ///
    /// # Errors
    ///
    /// The serializer's error, or that of a float that is not finite.
    #[inline]
    pub fn write_or_omit(
        out: &mut MemberWriter<'_>,
        key: &'static str,
        value: &Option<V>,
    ) -> Result<(), JsonError> {
        if value.is_some() {
            return out.write(key, value);
        }
        out.omit(key);
        Ok(())
    }
}
