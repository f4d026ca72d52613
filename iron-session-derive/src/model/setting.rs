//! [`Settings`]: the keys of the configuration, each a [`Setting`] with what its value means.

use proc_macro2::Span;
use syn::Expr;

use crate::attr::{Text, names};
use crate::model::duration::Length;

/// One key of the configuration.
pub(crate) struct Setting {
    pub(crate) key: &'static str,
    /// Where the user wrote the value.
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What a key is set to.
pub(crate) enum Value {
    Text(Text),
    Length(Length),
    /// An end that never comes.
    Never,
    Switch(bool),
    Number(usize),
    /// A variant of an enum of the runtime.
    Variant {
        of: &'static str,
        name: &'static str,
    },
    /// The format of iron-session for JavaScript.
    Fe26,
    /// The format of iron-session for JavaScript is read too, until this moment in seconds since 1970.
    Fe26Until(u32),
}

impl Setting {
    /// The value, if it is a constant that only rustc knows.
    pub(crate) fn constant(&self) -> Option<&Expr> {
        match &self.value {
            Value::Text(Text::Const(value)) | Value::Length(Length::Const(value)) => Some(value),
            _ => None,
        }
    }
}

/// The configuration: of a session's cookie, or of a token.
pub(crate) struct Settings {
    /// The keys that were given. A session has a name also if none was given.
    pub(crate) all: Vec<Setting>,
    /// Whether a mistake was reported, so that rustc need not check the keys against each other.
    pub(crate) is_broken: bool,
}

impl Settings {
    /// What is set for a key, if anything.
    pub(crate) fn setting(&self, key: &str) -> Option<&Setting> {
        self.all.iter().find(|setting| setting.key == key)
    }

    /// The limit that was given, unless it is `never`.
    pub(crate) fn absolute_timeout(&self) -> Option<&Length> {
        match &self.setting(names::ABSOLUTE_TIMEOUT)?.value {
            Value::Length(length) => Some(length),
            _ => None,
        }
    }
}
