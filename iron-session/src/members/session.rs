//! A whole session as JSON: how its members are written and read.

use std::marker::PhantomData;

use super::contract::IronSession;
use super::derived::{self, Derived, read, read_object};
use super::reader::MemberReader;
use super::writer::MemberWriter;
use crate::error::{Error, JsonError, Rejection};
use crate::json::{self, Numbers};

/// A session type, as a struct with members.
pub(crate) struct OfSession<T>(PhantomData<T>);

impl<T: IronSession> Derived for OfSession<T> {
    type Data = T;

    const SCHEMA: u16 = T::SCHEMA;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;
    const ALIASES: &'static [(&'static str, usize)] = T::ALIASES;
    const FLATTENED: Option<&'static str> = T::FLATTENED;
    const READ_BACK: bool = T::READ_BACK;
    const DOUBTFUL: &'static [usize] = T::DOUBTFUL;

    #[inline]
    fn write_members(session: &T, out: &mut MemberWriter<'_>) -> Result<(), JsonError> {
        session.write_members(out)
    }

    fn read_members(reader: &mut MemberReader<'_>) -> Result<T, Rejection> {
        let mut session = T::default();
        read_members(&mut session, reader)?;
        Ok(session)
    }

    fn read_older(sealed: u16, json: &[u8], now: u64) -> Result<T, Rejection> {
        T::read_older(sealed, json, now)
    }
}

/// Appends the session's JSON to `out`, and returns how many bytes longer it would be if members that are
/// `None` by default were written as `null`.
///
/// `now` is the moment at which the lifetimes of fresh [`Expiring`](crate::Expiring) values begin.
///
/// It is as large as the type has members, and is called from four places. So each program has it once for
/// each type.
#[inline(never)]
pub(crate) fn write_session<T: IronSession>(
    session: &T,
    now: u32,
    numbers: Numbers,
    out: &mut Vec<u8>,
) -> Result<usize, Error> {
    derived::write::<OfSession<T>>(session, now, numbers, out)
}

/// Reads a session's JSON, of the type's schema or of one that it migrates from.
///
/// A member that is missing keeps its declared default. An [`Expiring`](crate::Expiring) value that is
/// overdue at `now` is dropped.
pub(crate) fn read_session<T: IronSession>(schema: u16, json: &[u8], now: u64) -> Result<T, Rejection> {
    read::<OfSession<T>>(schema, json, now)
}

/// Reads a session's JSON over a default session, in place, which avoids a copy at each return.
pub(crate) fn read_session_into<T: IronSession>(
    session: &mut T,
    schema: u16,
    json: &[u8],
    now: u64,
) -> Result<(), Rejection> {
    if schema == T::SCHEMA {
        return read_members(session, &mut MemberReader::new(json::checked(json)?, now));
    }
    *session = read_session(schema, json, now)?;
    Ok(())
}

/// Reads an object over a default session.
fn read_members<T: IronSession>(session: &mut T, reader: &mut MemberReader<'_>) -> Result<(), Rejection> {
    let in_order = |reader: &mut MemberReader<'_>| session.read_members(reader);
    let rest = read_object::<OfSession<T>>(reader, in_order)?;
    if let Some(rest) = rest {
        reader.rest(T::FLATTENED.unwrap_or_default(), session.read_rest(rest))?;
    }
    Ok(reader.end()?)
}
