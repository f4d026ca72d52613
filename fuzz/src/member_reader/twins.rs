//! The types that the derive reads, each with the one that serde reads, and where they differ on purpose:
//!
//! - In a session, every missing member has its default (`#[serde(default)]`).
//! - In a session, a `null` that the field's type refuses leaves the default ([`unless_null`]).
//! - Under `or_default`, so does any value that the type refuses ([`or_default`]).
//! - JSON that is no object, or is nested deeper than 128, is refused ([`is_read`]).
//!
//! Both refuse a member that comes twice, also under its alias. In a token, a missing member is refused, and
//! a missing `Option` is `None`, as in serde.

use std::collections::BTreeMap;

use iron_session::{IronSession, IronToken};
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Nested {
    id: u64,
    note: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
enum Theme {
    #[default]
    Light,
    Dark(u8),
}

/// Declares a session or a token that the derive reads, and a struct that serde reads.
macro_rules! twins {
    (
        $(#[$derived:meta])* $name:ident, $(#[$by_serde:meta])* $twin:ident
        { $($(#[iron($($iron:tt)*)])? $(#[serde($($serde:tt)*)])? $field:ident: $type:ty,)* }
    ) => {
        $(#[$derived])*
        pub(super) struct $name { $($(#[iron($($iron)*)])? $field: $type,)* }

        #[derive(Debug, PartialEq, Deserialize)]
        $(#[$by_serde])*
        pub(super) struct $twin { $($(#[serde($($serde)*)])? $field: $type,)* }

        impl From<&$name> for $twin {
            fn from(derived: &$name) -> Self {
                Self { $($field: derived.$field.clone(),)* }
            }
        }
    };
}

twins! {
    #[derive(IronSession)]
    #[iron(cookie = "m", rename_all = "camelCase")]
    Plain,
    #[serde(default, rename_all = "camelCase")]
    PlainTwin {
        user_name: Option<String>,
        #[iron(alias = "n", alias = "nr")]
        #[serde(alias = "n", alias = "nr", deserialize_with = "unless_null")]
        count: u32,
        #[serde(deserialize_with = "unless_null")]
        big: i128,
        #[serde(deserialize_with = "unless_null")]
        flag: bool,
        #[iron(rename = "é\"x")]
        #[serde(rename = "é\"x", deserialize_with = "unless_null")]
        name: String,
        #[serde(deserialize_with = "unless_null")]
        tags: Vec<String>,
        #[serde(deserialize_with = "unless_null")]
        pair: (u8, bool),
        #[iron(or_default)]
        #[serde(deserialize_with = "or_default")]
        nested: Nested,
        maybe: Option<Nested>,
        #[serde(deserialize_with = "unless_null")]
        theme: Theme,
        #[serde(deserialize_with = "unless_null")]
        map: BTreeMap<String, i32>,
        any: Value,
    }
}

impl Default for PlainTwin {
    fn default() -> Self {
        Self::from(&Plain::default())
    }
}

twins! {
    #[derive(IronSession)]
    #[iron(cookie = "f")]
    Flattened,
    #[serde(default)]
    FlattenedTwin {
        #[iron(alias = "n")]
        #[serde(alias = "n", deserialize_with = "unless_null")]
        count: u32,
        user: Option<String>,
        #[iron(flatten)]
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }
}

impl Default for FlattenedTwin {
    fn default() -> Self {
        Self::from(&Flattened::default())
    }
}

twins! {
    #[derive(IronToken)]
    #[iron(purpose = "invite", max_age = "1h")]
    Invite,
    InviteTwin {
        team: u64,
        #[iron(alias = "mail")]
        #[serde(alias = "mail")]
        email: Option<String>,
        theme: Theme,
        any: Value,
    }
}

/// Whether JSON is read at all. serde would read a struct from an array too, and has another limit of depth.
pub(super) fn is_read(json: &str) -> bool {
    let is_object = json.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{');
    is_object && depth(json) <= 128
}

/// How deep arrays and objects are nested.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut rest) = (0_usize, 0, json.bytes());
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => {
                while let Some(byte) = rest.next().filter(|byte| *byte != b'"') {
                    if byte == b'\\' {
                        rest.next();
                    }
                }
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A value, or the type's default in place of `null`.
fn unless_null<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// A value, or the type's default in place of any that the type refuses.
fn or_default<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let text = Box::<RawValue>::deserialize(from).map_err(D::Error::custom)?;
    Ok(serde_json::from_str(text.get()).unwrap_or_default())
}
