//! The check that JSON is read as the data that it was written from.
//!
//! Some types of serde are written in a form that they do not read. Their session would be lost at the next
//! request, and their token would never open. So the JSON is read, and written once more: what differs was
//! not read as it was written.

use super::derived::{Derived, write};
use super::reader::MemberReader;
use crate::error::{Error, Rejection};
use crate::json::{self, Numbers, alike, same};

/// Checks that the JSON reads as data that is written the same.
///
/// The parts of maps and sets may come in another order. A deserializer may make a text uniform, for
/// example in small letters, if it does so only once.
///
/// # Errors
///
/// [`Error::Unreadable`], with the first member that is not read as it was written.
pub(crate) fn check_read_back<D: Derived>(json: &[u8], now: u32, numbers: Numbers) -> Result<(), Error> {
    if !(D::READ_BACK || D::FLATTENED.is_some()) && D::DOUBTFUL.is_empty() {
        return Ok(());
    }
    let second = again::<D>(json, now, numbers)?;
    if compare::<D>(json, &second, same).is_ok() {
        return Ok(());
    }
    compare::<D>(json, &second, alike)?;
    let third = again::<D>(&second, now, numbers)?;
    compare::<D>(&second, &third, same)
}

/// Reads the whole JSON, since a token misses a member that is left out, and writes what was read.
fn again<D: Derived>(json: &[u8], now: u32, numbers: Numbers) -> Result<Vec<u8>, Error> {
    let text = json::checked(json).map_err(|_| unreadable(""))?;
    let data = match D::read_members(&mut MemberReader::new(text, now.into())) {
        Ok(data) => data,
        Err(Rejection::Payload { member, .. }) => return Err(unreadable(member)),
        Err(_) => return Err(unreadable("")),
    };
    let mut written = Vec::with_capacity(json.len());
    match write::<D>(&data, now, numbers, &mut written) {
        Ok(_) => Ok(written),
        Err(Error::Unsealable { member, .. }) => Err(unreadable(member)),
        Err(error) => Err(error),
    }
}

/// Finds the first doubtful member that is not equal in both texts.
fn compare<D: Derived>(first: &[u8], second: &[u8], equal: fn(&[u8], &[u8]) -> bool) -> Result<(), Error> {
    let differs = |(name, value): &(&[u8], &[u8]), other| {
        let mut others = entries(other).filter(|(known, _)| known == name);
        others.next().is_none_or(|(_, other)| !equal(value, other))
    };
    let mut changed = doubtful::<D>(first).filter(|member| differs(member, second));
    match changed.next().or_else(|| doubtful::<D>(second).find(|member| differs(member, first))) {
        Some((name, _)) => Err(unreadable(declared::<D>(name))),
        None => Ok(()),
    }
}

/// The members without those that are known to be read as they are written. Builds with
/// `debug_assertions` check these too.
fn doubtful<D: Derived>(json: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    entries(json).filter(|(name, _)| {
        let number = D::MEMBERS.iter().position(|member| json::is_name(name, member));
        D::READ_BACK || number.is_none_or(|number| D::DOUBTFUL.contains(&number))
    })
}

fn entries(json: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let inside = if let [_, inside @ .., _] = json { inside } else { &[] };
    json::members(inside)
}

/// The member as it is declared. Those that are not declared belong to the flattened field.
fn declared<D: Derived>(name: &[u8]) -> &'static str {
    let own = D::MEMBERS.iter().find(|member| json::is_name(name, member));
    own.copied().or(D::FLATTENED).unwrap_or_default()
}

fn unreadable(member: &'static str) -> Error {
    Error::Unreadable { member }
}
