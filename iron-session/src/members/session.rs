//! The sealed JSON: a session's members out, and in.

use std::cmp::Ordering;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::error::{Error, Rejection};
use crate::numbers::Numbers;
use crate::private::{self, MAX_MEMBERS, MemberReader, MemberWriter, Rest, Unreadable};
use crate::session::IronSession;

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
    let start = out.len();
    let mut writer = MemberWriter::new(out, now, numbers);
    session
        .write_members(&mut writer)
        .map_err(|source| Error::Unsealable { member: writer.failed::<T>(), source })?;
    // Every member was written with a comma before it.
    match out.get_mut(start) {
        Some(comma) => *comma = b'{',
        None => out.push(b'{'),
    }
    out.push(b'}');
    Ok(())
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
            let mut reader = MemberReader::new(checked(json)?, now);
            read_members(session, &mut reader).map_err(|Unreadable(byte)| Rejection::payload(byte))
        }
        Ordering::Less => {
            *session = T::read_older(schema, json, now)?;
            Ok(())
        }
        Ordering::Greater => Err(Rejection::NewerSchema { sealed: schema, current: T::SCHEMA }),
    }
}

/// Reads an object: in one pass what stands in the declared order, as sessions are written, and a pass more for what does not.
fn read_members<T: IronSession>(session: &mut T, reader: &mut MemberReader<'_>) -> Result<(), Unreadable> {
    const { assert!(T::MEMBERS.len() <= MAX_MEMBERS) };
    session.read_members(reader)?;
    let mut rest = T::KEEPS_REST.then(Rest::default);
    while let Some(name) = reader.name()? {
        if let Some(number) = number::<T>(&name) {
            reader.seek(number)?;
            session.read_members(reader)?;
        } else if let Some(rest) = &mut rest {
            rest.0.insert(name.into_owned(), reader.value()?);
        } else {
            reader.value::<IgnoredAny>()?;
        }
    }
    if let Some(rest) = rest {
        session.read_rest(rest).map_err(|_| reader.unreadable_at(0))?;
    }
    reader.end()
}

/// The number of the member that has this name, or had it once.
fn number<T: IronSession>(name: &str) -> Option<usize> {
    let by_alias = || T::ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, number)| *number);
    T::MEMBERS.iter().position(|member| *member == name).or_else(by_alias)
}

/// Reads any value that owns its data, with nothing behind it.
pub(crate) fn read<V: DeserializeOwned>(json: &[u8]) -> Result<V, Rejection> {
    let text = checked(json)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    V::deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Rejection::payload(private::byte(text, &error).max(1)))
}

/// The JSON as text that is not nested too deep.
fn checked(json: &[u8]) -> Result<&str, Rejection> {
    let text = std::str::from_utf8(json).map_err(|error| Rejection::payload(error.valid_up_to() + 1))?;
    too_deep(json).map_or(Ok(text), |byte| Err(Rejection::payload(byte)))
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
