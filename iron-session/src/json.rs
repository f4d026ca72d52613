//! The sealed JSON: a session's members out, and in.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};
use serde_json::Value;

use crate::error::{Error, Rejection};
use crate::numbers::Numbers;
use crate::private::{MemberReader, MemberWriter, Rest};
use crate::session::IronSession;

/// A derived struct has at most this many sealed members; the derive refuses more.
const MAX_MEMBERS: usize = 256;
/// How deep arrays and objects may be nested (seal format 1, "Opening", step 10).
const MAX_DEPTH: usize = 128;

/// Appends the session's JSON to `out`.
///
/// `now` is when fresh [`Expiring`](crate::Expiring) values begin.
pub(crate) fn write_session<T: IronSession>(
    session: &T,
    now: u32,
    numbers: Numbers,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    let mut serializer = serde_json::Serializer::new(out);
    let unsealable = |member| move |source| Error::Unsealable { member, source };
    // Told that nothing follows, serde_json closes the object at once, before the members of a flattened field.
    let count = (!T::KEEPS_REST).then_some(T::MEMBERS.len());
    let map = serializer.serialize_map(count).map_err(unsealable(""))?;
    let mut writer = MemberWriter::new(map, now, numbers);
    let written = session.write_members(&mut writer);
    let (map, member) = writer.finish();
    written.and_then(|()| map.end()).map_err(unsealable(member))
}

/// Whether the JSON of a session is nested deeper than any reader takes it.
pub(crate) fn check_depth(json: &[u8]) -> Result<(), Error> {
    too_deep(json).map_or(Ok(()), |_| Err(Error::TooDeep))
}

/// Reads a session's JSON, of this schema or one that the type migrates from (steps 9 and 10 of "Opening").
///
/// A member that is missing keeps its declared default, an [`Expiring`](crate::Expiring) value overdue at `now` is dropped.
pub(crate) fn read_session<T: IronSession>(schema: u16, json: &[u8], now: u64) -> Result<T, Rejection> {
    let mut session = T::default();
    read_session_into(&mut session, schema, json, now)?;
    Ok(session)
}

/// Reads a session's JSON over a default session, where it lies: a value that is returned moves through many hands.
pub(crate) fn read_session_into<T: IronSession>(
    session: &mut T,
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<(), Rejection> {
    match schema.cmp(&T::SCHEMA) {
        Ordering::Equal => {
            read_with(json, |deserializer| deserializer.deserialize_map(Members { now, session }))
        }
        Ordering::Less => {
            *session = T::read_older(schema, json, now)?;
            Ok(())
        }
        Ordering::Greater => Err(Rejection::NewerSchema { sealed: schema, current: T::SCHEMA }),
    }
}

/// Reads any value that owns its data.
pub(crate) fn read<V: DeserializeOwned>(json: &[u8]) -> Result<V, Rejection> {
    read_with(json, |deserializer| V::deserialize(deserializer))
}

type Reader<'a, 'de> = &'a mut serde_json::Deserializer<serde_json::de::StrRead<'de>>;

/// One UTF-8 check, one value that is not nested too deep, nothing behind it.
fn read_with<V>(
    json: &[u8],
    read: impl FnOnce(Reader<'_, '_>) -> Result<V, serde_json::Error>,
) -> Result<V, Rejection> {
    let text =
        std::str::from_utf8(json).map_err(|error| Rejection::Payload { byte: error.valid_up_to() + 1 })?;
    if let Some(byte) = too_deep(json) {
        return Err(Rejection::Payload { byte });
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    read(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Rejection::Payload { byte: position(text, &error) })
}

/// The byte, counted from 1, that a line and a column stand for.
fn position(text: &str, error: &serde_json::Error) -> usize {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    (before + error.column()).max(1)
}

/// The byte, counted from 1, where arrays and objects are nested deeper than the format allows.
fn too_deep(json: &[u8]) -> Option<usize> {
    // `[` and `{` differ in one bit. Few sessions have more of them in all than may be nested, so most are not scanned.
    let opens = |&byte: &u8| u8::from(byte | 0x20 == b'{');
    // As many as a byte counts are taken at once, since then the compiler counts in bytes, a register at a time.
    let count = |bytes: &[u8]| usize::from(bytes.iter().map(opens).sum::<u8>());
    // What is nested too deep is also closed as often, unless it is no JSON at all.
    if json.len() <= 2 * MAX_DEPTH || json.chunks(224).map(count).sum::<usize>() <= MAX_DEPTH {
        return None;
    }
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, &byte) in json.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at + 1);
        }
    }
    None
}

/// The members with the most JSON, to say what makes a session too large. Only names of the type's own are told.
pub(crate) fn largest_members(json: &[u8], members: &[&'static str]) -> Vec<(&'static str, usize)> {
    let Ok(Value::Object(values)) = serde_json::from_slice(json) else {
        return Vec::new();
    };
    let size = |name: &&'static str| values.get(*name).map(|value| (*name, value.to_string().len()));
    let mut sizes: Vec<_> = members.iter().filter_map(size).collect();
    let flattened: usize = values
        .iter()
        .filter(|(name, _)| !members.contains(&name.as_str()))
        .map(|(name, value)| name.len() + value.to_string().len())
        .sum();
    if flattened > 0 {
        sizes.push(("the flattened ones", flattened));
    }
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    sizes.truncate(3);
    sizes
}

/// Reads an object's members into a session that begins as the default one.
struct Members<'a, T> {
    now: u64,
    session: &'a mut T,
}

impl<'de, T: IronSession> Visitor<'de> for Members<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a session's members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let session = self.session;
        let mut seen = Seen::default();
        let (mut expected, mut unknown) = (0, String::new());
        // None at all if no field keeps them, so that nothing of it is left in the compiled loop.
        let mut rest = T::KEEPS_REST.then(Rest::default);
        while let Some(key) = map.next_key_seed(MemberName::<T>::new(expected, &mut unknown))? {
            match (key, &mut rest) {
                (Some(index), _) if seen.replace(index) => {
                    return Err(serde::de::Error::duplicate_field(T::MEMBERS[index]));
                }
                (Some(index), _) => {
                    session.read_member(index, &mut MemberReader { map: &mut map, now: self.now })?;
                    expected = index + 1;
                }
                (None, Some(rest)) => drop(rest.0.insert(std::mem::take(&mut unknown), map.next_value()?)),
                (None, None) => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if let Some(rest) = rest {
            session.read_rest(rest).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }
}

/// Finds the number of a member by its name. Seals list members in their declared order, so the next one is looked at first.
struct MemberName<'a, T> {
    expected: usize,
    /// Gets the name if it stands for no member and a flattened field keeps it.
    unknown: &'a mut String,
    session: PhantomData<T>,
}

impl<'a, T> MemberName<'a, T> {
    fn new(expected: usize, unknown: &'a mut String) -> Self {
        Self { expected, unknown, session: PhantomData }
    }
}

impl<'de, T: IronSession> DeserializeSeed<'de> for MemberName<'_, T> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T: IronSession> Visitor<'_> for MemberName<'_, T> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        if T::MEMBERS.get(self.expected).is_some_and(|next| *next == name) {
            return Ok(Some(self.expected));
        }
        let by_alias = || T::ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, index)| *index);
        let known = T::MEMBERS.iter().position(|member| *member == name).or_else(by_alias);
        if known.is_none() && T::KEEPS_REST {
            name.clone_into(self.unknown);
        }
        Ok(known)
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

/// The text that JavaScript makes of decrypted bytes before it parses them: no byte order mark, what is no UTF-8 replaced,
/// an empty text or `null` read as the empty session, and halves of surrogate pairs, which no Rust text can hold, replaced.
#[cfg(feature = "fe26")]
pub(crate) fn from_javascript(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    if matches!(text.trim_ascii(), "" | "null") {
        return "{}".into();
    }
    if text.contains("\\u") { whole_surrogates(&text).into() } else { text }
}

/// `\ud800` and its like become `\ufffd` unless the other half follows.
#[cfg(feature = "fe26")]
fn whole_surrogates(text: &str) -> String {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut whole, mut at) = (String::with_capacity(text.len()), 0);
    while let Some(escape) = text[at..].find('\\').map(|found| at + found) {
        whole.push_str(&text[at..escape]);
        let kept = match (unit(escape), unit(escape + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                whole.push_str("\\ufffd");
                at = escape + 6;
                continue;
            }
            (Some(_), _) => 6,
            (None, _) => text[escape..].chars().take(2).map(char::len_utf8).sum(),
        };
        whole.push_str(&text[escape..escape + kept]);
        at = escape + kept;
    }
    whole.push_str(&text[at..]);
    whole
}
