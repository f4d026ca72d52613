//! [`Setting`]: one key of the cookie's configuration, with what its value means.

use proc_macro2::Span;
use syn::Expr;

use crate::attr::Text;
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
    /// An `absolute_timeout` that never comes.
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
