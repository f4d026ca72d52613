//! [`Default`]: the value of a field in a new session.

use proc_macro2::Span;
use syn::{Expr, ExprLit, ExprMacro, ExprPath, Lit};

use crate::attr::FieldKeys;
use crate::model::shape::Shape;

/// The value of a field in a new session.
pub(crate) enum Default {
    /// That of the type.
    OfType,
    Value(Expr),
    /// A text for a `String`.
    Text(Expr),
    /// A text for an `Option<String>`.
    SomeText(Expr),
}

/// The default that the keys of a field declare, and where the key is.
pub(crate) fn of(keys: &FieldKeys, shape: &Shape) -> (Default, Option<Span>) {
    let Some(given) = &keys.default else { return (Default::OfType, None) };
    let default = match (&given.value, shape) {
        (None, _) => Default::OfType,
        (Some(value), Shape::String) => {
            text(value).map_or_else(|| Default::Value(value.clone()), |text| Default::Text(text.clone()))
        }
        (Some(value), Shape::OptionString) => {
            text(value).map_or_else(|| Default::Value(value.clone()), |text| Default::SomeText(text.clone()))
        }
        (Some(value), _) => Default::Value(value.clone()),
    };
    (default, Some(given.key))
}

impl Default {
    /// Whether the spelling shows that a field of this shape is empty: an `Option` that is `None`, or an
    /// `Expiring` without a value.
    pub(crate) fn is_empty(&self, shape: &Shape) -> bool {
        match self {
            Self::OfType => shape.is_option() || matches!(shape, Shape::Expiring(_)),
            Self::Value(value) => shape.is_option() && is_none(value),
            Self::Text(_) | Self::SomeText(_) => false,
        }
    }
}

/// The macros of std that make a `&'static str`.
const TEXTS: [&str; 6] = ["concat", "env", "file", "include_str", "module_path", "stringify"];

/// A `&str`, as far as the spelling shows: a literal, or a macro of std. It may stand in parentheses. Macros
/// put it into an invisible group.
fn text(value: &Expr) -> Option<&Expr> {
    match value {
        Expr::Group(group) => text(&group.expr),
        Expr::Paren(paren) => text(&paren.expr),
        Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) => Some(value),
        Expr::Macro(ExprMacro { mac, .. }) => {
            let name = &mac.path.segments.last()?.ident;
            TEXTS.iter().any(|text| name == text).then_some(value)
        }
        _ => None,
    }
}

/// Whether an expression is `None`, or `Option::None` by any path.
fn is_none(expr: &Expr) -> bool {
    match expr {
        Expr::Group(group) => is_none(&group.expr),
        Expr::Paren(paren) => is_none(&paren.expr),
        Expr::Path(ExprPath { qself: None, path, .. }) => {
            let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
            let (last, before) = (names.next(), names.next());
            last.is_some_and(|last| last == "None") && before.is_none_or(|before| before == "Option")
        }
        _ => false,
    }
}
