//! [`Rest`]: the members that a struct does not name, from which its flattened field is read.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Error;
use serde_json::de::StrRead;

/// The members of a seal that the struct does not name, each with its value as JSON.
///
/// The text is kept as it is: a value of `serde_json` would round long numbers.
#[derive(Default)]
pub struct Rest(Vec<(String, String)>);

impl Rest {
    /// Adds a member, whose value is JSON already.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Reads a flattened field. None if no member of it is there, and so the field keeps its default.
    ///
    /// A `null` that the field's type refuses counts as a missing member, as in the session itself.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<Option<T>, Error> {
        let Self(members) = self;
        read(&members).or_else(|refused| {
            let others: Vec<_> =
                members.iter().filter(|(_, value)| value.trim_ascii() != "null").cloned().collect();
            if others.len() == members.len() { Err(refused) } else { read(&others) }
        })
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").finish_non_exhaustive()
    }
}

fn read<T: DeserializeOwned>(members: &[(String, String)]) -> Result<Option<T>, Error> {
    if members.is_empty() {
        return Ok(None);
    }
    let json = object(members)?;
    let mut deserializer = serde_json::Deserializer::from_str(&json);
    deserializer.disable_recursion_limit();
    let is_absent = Cell::new(false);
    let value = T::deserialize(Members { known: members, json: &mut deserializer, is_absent: &is_absent });
    if is_absent.get() { Ok(None) } else { value.map(Some) }
}

fn object(members: &[(String, String)]) -> Result<String, Error> {
    let mut json = String::from("{");
    for (at, (name, value)) in members.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        json.extend([comma, &serde_json::to_string(name)?, ":", value]);
    }
    json.push('}');
    Ok(json)
}

/// Members, as a deserializer that learns which of them a struct asks for.
struct Members<'m, 'de> {
    known: &'m [(String, String)],
    json: &'m mut serde_json::Deserializer<StrRead<'de>>,
    /// Set if a struct asks for none of the members.
    is_absent: &'m Cell<bool>,
}

impl<'de> Deserializer<'de> for Members<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.json.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.known.iter().any(|(name, _)| fields.contains(&name.as_str())) {
            return self.json.deserialize_struct(name, fields, visitor);
        }
        self.is_absent.set(true);
        Err(Error::custom("no member of the struct is there"))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.json.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}
