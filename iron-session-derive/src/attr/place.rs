//! [`Place`]: where a key stands, which decides what keys are known there.

use crate::attr::kind::Kind;
use crate::attr::names;
use crate::attr::synonyms::{self, Meant};

/// Where a key stands.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) kind: Kind,
    pub(crate) on: On,
}

/// On which item a key stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Struct,
    Field,
}

impl On {
    fn other(self) -> Self {
        match self {
            Self::Struct => Self::Field,
            Self::Field => Self::Struct,
        }
    }
}

impl Place {
    /// The keys that are known here.
    pub(crate) fn known(self) -> &'static [&'static str] {
        match (self.on, self.kind) {
            (On::Struct, Kind::Session) => names::ON_STRUCT,
            (On::Struct, Kind::Token) => names::ON_TOKEN,
            (On::Field, Kind::Session) => names::ON_FIELD,
            (On::Field, Kind::Token) => names::ON_TOKEN_FIELD,
        }
    }

    /// The keys of the other item, and what it is called.
    pub(crate) fn elsewhere(self) -> (&'static [&'static str], &'static str) {
        let other = Self { on: self.on.other(), ..self };
        let name = match other.on {
            On::Struct => "the struct",
            On::Field => "a field",
        };
        (other.known(), name)
    }

    /// What others mean by a word here, if that is a key of this kind or no key at all.
    pub(crate) fn meant(self, word: &str) -> Option<Meant> {
        let meant = match self.on {
            On::Struct => synonyms::on_struct(word),
            On::Field => synonyms::on_field(word),
        };
        meant.filter(|meant| !matches!(meant, Meant::Key(key) if !self.known().contains(key)))
    }

    /// Why this kind does not have a key that the other one has.
    pub(crate) fn foreign(self, key: &str) -> Option<String> {
        let kind = match self.kind {
            Kind::Session => Kind::Token,
            Kind::Token => Kind::Session,
        };
        let on = [self.on, self.on.other()]
            .into_iter()
            .find(|on| Self { kind, on: *on }.known().contains(&key))?;
        let because = match self.kind {
            Kind::Session => {
                "a struct is one of both; write a struct of its own with `#[derive(IronToken)]`, or remove it"
            }
            Kind::Token => of_session(key, on),
        };
        Some(format!("`{key}` is a key of a {kind}: {because}"))
    }
}

/// Why a token does not have a key of sessions.
fn of_session(key: &str, on: On) -> &'static str {
    match key {
        names::ID => "every token has an id; remove it",
        names::SUBJECT => {
            "a token ends by its `max_age`, and not because its subject is signed out; remove it"
        }
        names::REFRESH_AFTER | names::ABSOLUTE_TIMEOUT => {
            "a token ends `max_age` after it was sealed, in any case; remove it"
        }
        names::ACCEPT | names::ACCEPT_UNTIL | names::ACCEPT_NAME => {
            "a token is read in the one format that it is sealed in; remove it"
        }
        names::LIFETIME => "a token ends as a whole, by `max_age`; remove it",
        names::FLASH => "a token is not written again after it was read; remove it",
        _ if on == On::Field => {
            "a token has no accessors; give the field a visibility such as `pub`, and remove this"
        }
        _ => "a token is a text and no cookie; remove it",
    }
}
