//! [`Order`]: where in a value the order of the parts means nothing.

use super::parts::{members, parts};

/// Where in a value the order of the parts means nothing, as far as its type shows.
///
/// A `HashMap` or `HashSet` gives its parts in another order each time it is made. Written so, a session that
/// nobody has changed would differ from the one that was opened. So its parts are sorted by their text.
#[derive(Debug)]
pub enum Order {
    /// The value is left as its type has written it.
    Kept,
    /// The parts of an array or object are in order, and this holds for each of them.
    Inside(&'static Order),
    /// The parts of an array or object are sorted, and this holds for each of them.
    Sorted(&'static Order),
    /// Each part of a tuple has its own.
    Each(&'static [Order]),
    /// The parts of all arrays and objects are sorted, at any depth.
    Throughout,
}

impl Order {
    /// Appends the value to `out`, its parts in this order.
    pub(crate) fn write(&self, value: &[u8], out: &mut Vec<u8>) {
        match (self, value) {
            (Self::Kept, _) => out.extend_from_slice(value),
            (_, [open @ b'[', inner @ .., close]) => {
                out.push(*open);
                self.write_parts(parts(inner, b',').map(|item| (None, item)), out);
                out.push(*close);
            }
            (_, [open @ b'{', inner @ .., close]) => {
                out.push(*open);
                self.write_members(inner, out);
                out.push(*close);
            }
            _ => out.extend_from_slice(value),
        }
    }

    /// Appends the members of an object, without its braces.
    pub(crate) fn write_members(&self, members_text: &[u8], out: &mut Vec<u8>) {
        self.write_parts(members(members_text).map(|(name, value)| (Some(name), value)), out);
    }

    fn write_parts<'a>(&self, parts: impl Iterator<Item = (Option<&'a [u8]>, &'a [u8])>, out: &mut Vec<u8>) {
        let ordered = parts.enumerate().map(|(number, (name, value))| {
            let chars = name.map_or(0, <[u8]>::len).saturating_add(value.len()).saturating_add(1);
            let mut text = Vec::with_capacity(chars);
            if let Some(name) = name {
                text.extend_from_slice(name);
                text.push(b':');
            }
            self.of_part(number).write(value, &mut text);
            text
        });
        let mut ordered: Vec<Vec<u8>> = ordered.collect();
        if matches!(self, Self::Sorted(_) | Self::Throughout) {
            ordered.sort_unstable();
        }
        out.extend_from_slice(&ordered.join(&b','));
    }

    /// What holds for the part of this number.
    fn of_part(&self, number: usize) -> &Self {
        match self {
            Self::Kept => &Self::Kept,
            Self::Inside(order) | Self::Sorted(order) => order,
            Self::Each(orders) => orders.get(number).unwrap_or(&Self::Kept),
            Self::Throughout => &Self::Throughout,
        }
    }
}
