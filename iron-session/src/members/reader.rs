//! [`MemberReader`]: a session's JSON while it is read, member by member.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, Visitor};

use crate::error::{JsonError, Rejection};
use crate::json;

/// A derived struct has at most this many sealed members; the derive refuses more.
pub const MAX_MEMBERS: usize = 256;

/// A session's JSON while it is read, at a moment in seconds since 1970.
///
/// `serde_json` reads the values and all strings. What stands between them is read here. Most seals are as
/// this program would write them. Then a [key](super::writer::MemberWriter) is compared as a whole with a
/// text that the compiler knows. It is not parsed and looked up.
pub struct MemberReader<'a> {
    json: &'a str,
    /// What is still to be read.
    rest: &'a str,
    /// What stands before the next member.
    separator: u8,
    pub(super) now: u64,
    /// The number of the member that the struct asks for next.
    asked: usize,
    /// The value of `asked` while the struct asks for a member that takes its default if it is unreadable.
    or_default: usize,
    /// The number of the one member whose value is next. None while members are read in their declared order.
    sought: Option<usize>,
    seen: Seen,
}

/// Where a session's JSON cannot be read: the byte, counted from 1.
#[derive(Debug)]
pub struct Unreadable(usize);

impl Unreadable {
    /// The rejection that names this member.
    pub(super) fn of(self, member: &'static str) -> Rejection {
        Rejection::payload(member, self.0)
    }
}

/// Unreadable between the members.
impl From<Unreadable> for Rejection {
    fn from(unreadable: Unreadable) -> Self {
        unreadable.of("")
    }
}

impl<'a> MemberReader<'a> {
    pub(crate) fn new(json: &'a str, now: u64) -> Self {
        let (asked, or_default, sought, seen) = (0, 0, None, Seen::default());
        Self { json, rest: json, separator: b'{', now, asked, or_default, sought, seen }
    }

    /// The member that the struct asks for next takes its default if its value is unreadable.
    #[inline]
    #[expect(clippy::arithmetic_side_effects, reason = "`asked` is at most `MAX_MEMBERS`, as for `is_next`")]
    pub fn or_default(&mut self) -> &mut Self {
        self.or_default = self.asked + 1;
        self
    }

    /// Of these names, that of the member for which the struct has asked last.
    pub(super) fn asked_last(&self, members: &[&'static str]) -> &'static str {
        self.asked.checked_sub(1).and_then(|number| members.get(number)).copied().unwrap_or_default()
    }

    /// Whether the member that the struct asks for now is next. If so, its value has to be read now.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "a load asks for every member, and a call for each costs it 2 %"
    )]
    #[expect(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "a struct asks once for each of its `MAX_MEMBERS` members or fewer, and a key begins with a comma, \
                  so after one byte and the rest of a key, which is UTF-8, a character begins"
    )]
    pub(super) fn is_next(&mut self, key: &'static str) -> bool {
        let number = self.asked;
        self.asked += 1;
        if let Some(sought) = self.sought {
            // The members after it may be in order again.
            self.sought = Some(sought).filter(|_| sought != number);
            return sought == number;
        }
        // The first member has `{` before it, but its key begins with a comma.
        let is_next = match self.rest.as_bytes() {
            [separator, name @ ..] => *separator == self.separator && name.starts_with(&key.as_bytes()[1..]),
            [] => false,
        };
        // A member that was read already is left here. `seek` refuses it.
        if !is_next || self.seen.replace(number) {
            return false;
        }
        // In place of the separator the key has a comma, which has one byte too.
        self.rest = &self.rest[key.len()..];
        self.separator = b',';
        true
    }

    /// Reads the value that is next.
    #[inline]
    pub(crate) fn value<V: Deserialize<'a>>(&mut self) -> Result<V, Unreadable> {
        let mut deserializer = serde_json::Deserializer::from_str(self.rest);
        deserializer.disable_recursion_limit();
        let value = V::deserialize(&mut deserializer);
        // A stream of values begins where the deserializer has stopped, and tells this place.
        let end = deserializer.into_iter::<IgnoredAny>().byte_offset();
        match value {
            Ok(value) => {
                // A type that ignores an error in its value may stop within a character.
                self.rest = self.rest.get(end..).ok_or_else(|| self.unreadable_at(end.saturating_add(1)))?;
                Ok(value)
            }
            // An error of the type itself has no place in the text. It gets the place of the value.
            Err(error) if error.line() == 0 => {
                self.pass_space();
                Err(self.unreadable_at(1))
            }
            Err(error) => Err(self.unreadable_at(json::byte(self.rest, &error))),
        }
    }

    /// Reads the text of any value that is next.
    pub(crate) fn text(&mut self) -> Result<&'a str, Unreadable> {
        let text = self.rest;
        self.value::<IgnoredAny>()?;
        let chars = text.len().saturating_sub(self.rest.len());
        Ok(text.get(..chars).unwrap_or_default().trim_ascii())
    }

    /// Passes over a value that its type has refused, if the field may keep its default instead.
    ///
    /// That is so for `null`. JavaScript clears members in this way. So does a deploy that turns an `Option`
    /// into the type in it. It is so for any value after [`or_default`](Self::or_default).
    #[cold]
    pub(super) fn keep_default(&mut self, refused: Unreadable) -> Result<(), Unreadable> {
        self.pass_space();
        if !self.rest.starts_with("null") && self.or_default != self.asked {
            return Err(refused);
        }
        self.value::<IgnoredAny>().map(drop).map_err(|_| refused)
    }

    /// Reads the next member's name. None at the end of the object.
    pub(crate) fn name(&mut self) -> Result<Option<Cow<'a, str>>, Unreadable> {
        let is_first = self.separator == b'{';
        if is_first {
            self.require(b'{')?;
        }
        if self.take(b'}') {
            return Ok(None);
        }
        if !is_first {
            self.require(b',')?;
        }
        self.separator = b',';
        let Name(name) = self.value()?;
        self.require(b':')?;
        Ok(Some(name))
    }

    /// Lets the struct ask for its members once more, to read the member of this number.
    pub(crate) fn seek(&mut self, number: usize) -> Result<(), Unreadable> {
        (self.asked, self.sought) = (0, Some(number));
        if self.seen.replace(number) { Err(self.unreadable_at(0)) } else { Ok(()) }
    }

    /// The value of a member of a token, which has to be there.
    ///
    /// # Errors
    ///
    /// The rejection that names the member.
    pub fn required<T>(&self, member: &'static str, value: Option<T>) -> Result<T, Rejection> {
        value.ok_or_else(|| self.unreadable_at(0).of(member))
    }

    /// The outcome of reading the flattened field of this name, whose members come from all over the object.
    ///
    /// # Errors
    ///
    /// The rejection that names the field.
    pub fn rest(&self, field: &'static str, read: Result<(), JsonError>) -> Result<(), Rejection> {
        read.map_err(|_| self.unreadable_at(0).of(field))
    }

    /// Checks that nothing follows but white space.
    pub(crate) fn end(&mut self) -> Result<(), Unreadable> {
        self.pass_space();
        if self.rest.is_empty() { Ok(()) } else { Err(self.unreadable_at(1)) }
    }

    fn require(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.take(byte) { Ok(()) } else { Err(self.unreadable_at(1)) }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.pass_space();
        let rest = self.rest.strip_prefix(char::from(byte));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn pass_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// An error at this byte of what is still to be read, counted from 1.
    pub(crate) fn unreadable_at(&self, byte: usize) -> Unreadable {
        let before = self.json.len().saturating_sub(self.rest.len());
        Unreadable(before.saturating_add(byte).clamp(1, self.json.len().max(1)))
    }
}

impl fmt::Debug for MemberReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemberReader").finish_non_exhaustive()
    }
}

/// A member's name, borrowed unless something in it is escaped.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(name.into()))
            }

            fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(name.to_owned().into()))
            }
        }

        deserializer.deserialize_str(NameVisitor)
    }
}

/// Which members were already read.
#[derive(Default)]
struct Seen([u64; MAX_MEMBERS / 64]);

impl Seen {
    /// Marks a member, and tells whether it was marked before.
    #[inline]
    #[expect(
        clippy::indexing_slicing,
        reason = "`number` is below `MAX_MEMBERS`: `read_object` does not compile for a type with more members"
    )]
    fn replace(&mut self, number: usize) -> bool {
        let (word, bit) = (number / 64, 1 << (number % 64));
        let before = self.0[word] & bit != 0;
        self.0[word] |= bit;
        before
    }
}
