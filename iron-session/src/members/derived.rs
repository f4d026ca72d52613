//! [`Derived`]: a struct with members, session or token, and its JSON as a whole.

use std::cmp::Ordering;

use serde::de::IgnoredAny;

use super::reader::{MAX_MEMBERS, MemberReader, Unreadable};
use super::rest::Rest;
use super::writer::MemberWriter;
use crate::error::{Error, JsonError, Rejection};
use crate::json::{self, Numbers, ROUNDED};

/// What a derive says of the members of a struct. The traits of sessions and of tokens say the same under
/// their own names.
pub(crate) trait Derived {
    /// The struct.
    type Data;

    /// The number of the sealed schema.
    const SCHEMA: u16;
    /// The sealed names of the members, in the declared order.
    const MEMBERS: &'static [&'static str];
    /// Other names under which members are read, each with the number of its member.
    const ALIASES: &'static [(&'static str, usize)];
    /// The flattened field, which keeps the members that the struct does not name.
    const FLATTENED: Option<&'static str>;
    /// Whether every member is read back before it is sealed.
    const READ_BACK: bool;
    /// The numbers of the members that may be written in a form that they do not read.
    const DOUBTFUL: &'static [usize];

    /// Writes each member.
    fn write_members(data: &Self::Data, out: &mut MemberWriter<'_>) -> Result<(), JsonError>;

    /// Reads an object up to its end.
    fn read_members(reader: &mut MemberReader<'_>) -> Result<Self::Data, Rejection>;

    /// Reads the JSON of a lower schema.
    fn read_older(sealed: u16, json: &[u8], now: u64) -> Result<Self::Data, Rejection>;
}

/// Appends the JSON to `out`, and returns how many bytes longer it would be if members that are `None` by
/// default were written as `null`.
#[inline]
pub(crate) fn write<D: Derived>(
    data: &D::Data,
    now: u32,
    numbers: Numbers,
    out: &mut Vec<u8>,
) -> Result<usize, Error> {
    let start = out.len();
    let mut writer = MemberWriter::new(out, now, numbers);
    D::write_members(data, &mut writer)
        .map_err(|source| Error::Unsealable { member: writer.failed(D::MEMBERS), source })?;
    if numbers == Numbers::JavaScript
        && let Some(member) = writer.rounded(start, D::MEMBERS)
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

/// Reads JSON of the type's schema or of one that it migrates from: the steps 9 and 10 of
/// [`seal_format`](crate::seal_format), "Opening".
pub(crate) fn read<D: Derived>(schema: u16, json: &[u8], now: u64) -> Result<D::Data, Rejection> {
    match schema.cmp(&D::SCHEMA) {
        Ordering::Equal => D::read_members(&mut MemberReader::new(json::checked(json)?, now)),
        Ordering::Less => D::read_older(schema, json, now),
        Ordering::Greater => Err(Rejection::NewerSchema { sealed: schema, current: D::SCHEMA }),
    }
}

/// Reads an object, and returns the members that a flattened field keeps. `in_order` reads the members that
/// are next, in the declared order.
///
/// One pass reads the members that stand in the declared order, in which they are written. Each other member
/// takes a pass more.
#[inline]
pub(crate) fn read_object<D: Derived>(
    reader: &mut MemberReader<'_>,
    mut in_order: impl FnMut(&mut MemberReader<'_>) -> Result<(), Unreadable>,
) -> Result<Option<Rest>, Rejection> {
    const { assert!(D::MEMBERS.len() <= MAX_MEMBERS) };
    let mut read = |reader: &mut MemberReader<'_>| {
        in_order(reader).map_err(|unreadable| unreadable.of(reader.asked_last(D::MEMBERS)))
    };
    read(reader)?;
    let mut rest = D::FLATTENED.map(|_| Rest::default());
    while let Some(name) = reader.name()? {
        if let Some(number) = number::<D>(&name) {
            let member = || D::MEMBERS.get(number).copied().unwrap_or_default();
            reader.seek(number).map_err(|twice| twice.of(member()))?;
            read(reader)?;
        } else if let Some(rest) = &mut rest {
            rest.push(&name, reader.text()?);
        } else {
            reader.value::<IgnoredAny>()?;
        }
    }
    Ok(rest)
}

/// The number of the member that has this name, or has it as an alias.
fn number<D: Derived>(name: &str) -> Option<usize> {
    let by_alias = || D::ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, number)| *number);
    D::MEMBERS.iter().position(|member| *member == name).or_else(by_alias)
}
