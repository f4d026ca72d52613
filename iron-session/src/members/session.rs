//! A whole session as JSON: how its members are written and read.

use std::cmp::Ordering;

use serde::de::IgnoredAny;

use super::contract::IronSession;
use super::reader::{MAX_MEMBERS, MemberReader};
use super::rest::Rest;
use super::writer::MemberWriter;
use crate::error::{Error, JsonError, Rejection};
use crate::json::{self, Numbers, ROUNDED};

/// Appends the session's JSON to `out`, and returns how many bytes longer it would be if members that are
/// `None` by default were written as `null`.
///
/// `now` is the moment at which the lifetimes of fresh [`Expiring`](crate::Expiring) values begin.
pub(crate) fn write_session<T: IronSession>(
    session: &T,
    now: u32,
    numbers: Numbers,
    out: &mut Vec<u8>,
) -> Result<usize, Error> {
    let start = out.len();
    let mut writer = MemberWriter::new(out, now, numbers);
    session
        .write_members(&mut writer)
        .map_err(|source| Error::Unsealable { member: writer.failed(T::MEMBERS), source })?;
    if numbers == Numbers::JavaScript
        && let Some(member) = writer.rounded(start, T::MEMBERS)
    {
        return Err(Error::Unsealable { member, source: JsonError::custom(ROUNDED) });
    }
    let omitted = writer.omitted();
    // Every member was written with a comma before it.
    match out.get_mut(start) {
        Some(comma) => *comma = b'{',
        None => out.push(b'{'),
    }
    out.push(b'}');
    Ok(omitted)
}

/// Reads a session's JSON, of the type's schema or of one that it migrates from.
///
/// These are the steps 9 and 10 of [`seal_format`](crate::seal_format), "Opening". A member that is missing
/// keeps its declared default. An [`Expiring`](crate::Expiring) value that is overdue at `now` is dropped.
pub(crate) fn read_session<T: IronSession>(schema: u16, json: &[u8], now: u64) -> Result<T, Rejection> {
    let mut session = T::default();
    read_session_into(&mut session, schema, json, now)?;
    Ok(session)
}

/// Reads a session's JSON over a default session, in place, which avoids a copy at each return.
pub(crate) fn read_session_into<T: IronSession>(
    session: &mut T,
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<(), Rejection> {
    match schema.cmp(&T::SCHEMA) {
        Ordering::Equal => {
            let mut reader = MemberReader::new(json::checked(json)?, now);
            read_members(session, &mut reader)
        }
        Ordering::Less => {
            *session = T::read_older(schema, json, now)?;
            Ok(())
        }
        Ordering::Greater => Err(Rejection::NewerSchema { sealed: schema, current: T::SCHEMA }),
    }
}

/// Reads an object.
///
/// One pass reads the members that stand in the declared order, in which sessions are written. Each other
/// member takes a pass more.
pub(super) fn read_members<T: IronSession>(
    session: &mut T,
    reader: &mut MemberReader<'_>,
) -> Result<(), Rejection> {
    const { assert!(T::MEMBERS.len() <= MAX_MEMBERS) };
    read_in_order(session, reader)?;
    let mut rest = T::FLATTENED.map(|_| Rest::default());
    while let Some(name) = reader.name()? {
        if let Some(number) = number::<T>(&name) {
            reader.seek(number).map_err(|twice| twice.of(T::MEMBERS[number]))?;
            read_in_order(session, reader)?;
        } else if let Some(rest) = &mut rest {
            rest.push(&name, reader.text()?);
        } else {
            reader.value::<IgnoredAny>()?;
        }
    }
    if let Some(rest) = rest {
        let unreadable = |_| reader.unreadable_at(0).of(T::FLATTENED.unwrap_or_default());
        session.read_rest(rest).map_err(unreadable)?;
    }
    Ok(reader.end()?)
}

/// Reads the members that are next, in the declared order.
#[inline]
fn read_in_order<T: IronSession>(session: &mut T, reader: &mut MemberReader<'_>) -> Result<(), Rejection> {
    session.read_members(reader).map_err(|unreadable| unreadable.of(reader.asked_last(T::MEMBERS)))
}

/// The number of the member that has this name, or has it as an alias.
fn number<T: IronSession>(name: &str) -> Option<usize> {
    let by_alias = || T::ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, number)| *number);
    T::MEMBERS.iter().position(|member| *member == name).or_else(by_alias)
}
