//! The sealed JSON: a session's members out, and in.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};
use serde_json::Value;

use crate::error::{Error, Rejection};
use crate::private::MemberWriter;
use crate::session::IronSession;

/// A derived struct has at most this many sealed members; the derive refuses more.
const MAX_MEMBERS: usize = 256;

/// Appends the session's JSON to `out`.
pub(crate) fn write_session<T: IronSession>(session: &T, out: &mut Vec<u8>) -> Result<(), Error> {
    let mut serializer = serde_json::Serializer::new(out);
    let unsealable = |member| move |source| Error::Unsealable { member, source };
    let map = serializer.serialize_map(Some(T::MEMBERS.len())).map_err(unsealable(""))?;
    let mut writer = MemberWriter::new(map);
    let written = session.write_members(&mut writer);
    let (map, member) = writer.finish();
    written.and_then(|()| map.end()).map_err(unsealable(member))
}

/// Reads a session's JSON; a member that is missing keeps its declared default.
pub(crate) fn read_session<T: IronSession>(json: &[u8]) -> Result<T, Rejection> {
    read_with(json, |deserializer| deserializer.deserialize_map(Members(PhantomData)))
}

/// Reads any value that owns its data.
pub(crate) fn read<V: DeserializeOwned>(json: &[u8]) -> Result<V, Rejection> {
    read_with(json, |deserializer| V::deserialize(deserializer))
}

type Reader<'a, 'de> = &'a mut serde_json::Deserializer<serde_json::de::StrRead<'de>>;

/// One UTF-8 check, one value, nothing behind it.
fn read_with<V>(
    json: &[u8],
    read: impl FnOnce(Reader<'_, '_>) -> Result<V, serde_json::Error>,
) -> Result<V, Rejection> {
    let text = std::str::from_utf8(json).map_err(|_| Rejection::Payload { column: 0 })?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    read(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Rejection::Payload { column: error.column().max(1) })
}

/// The members with the most JSON, to say what makes a session too large.
pub(crate) fn largest_members(json: &[u8]) -> Vec<(String, usize)> {
    let Ok(Value::Object(members)) = serde_json::from_slice(json) else {
        return Vec::new();
    };
    let mut sizes: Vec<(String, usize)> =
        members.into_iter().map(|(name, value)| (name, value.to_string().len())).collect();
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    sizes.truncate(3);
    sizes
}

/// Reads an object's members into a session that begins as the default one.
struct Members<T>(PhantomData<T>);

impl<'de, T: IronSession> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a session's members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut session = T::default();
        let mut seen = Seen::default();
        let mut expected = 0;
        while let Some(found) = map.next_key_seed(MemberName { names: T::MEMBERS, expected })? {
            let Some(index) = found else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if seen.replace(index) {
                return Err(serde::de::Error::duplicate_field(T::MEMBERS[index]));
            }
            session.read_member(index, &mut map)?;
            expected = index + 1;
        }
        Ok(session)
    }
}

/// Finds a member by name. Seals list members in their declared order, so the next one is looked at first.
struct MemberName {
    names: &'static [&'static str],
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for MemberName {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for MemberName {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        if self.names.get(self.expected).is_some_and(|next| *next == name) {
            return Ok(Some(self.expected));
        }
        Ok(self.names.iter().position(|known| *known == name))
    }
}

/// Which members were read already.
#[derive(Default)]
struct Seen([u64; MAX_MEMBERS / 64]);

impl Seen {
    /// Marks a member, and tells whether it was marked before.
    fn replace(&mut self, index: usize) -> bool {
        let (word, bit) = (index / 64, 1 << (index % 64));
        let before = self.0[word] & bit != 0;
        self.0[word] |= bit;
        before
    }
}
