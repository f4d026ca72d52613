//! [`Accessor`]: which accessors a field gets, and what each is called.

use quote::format_ident;
use syn::Ident;
use syn::ext::IdentExt;

use crate::attr::{FieldKeys, names};
use crate::model::shape::Shape;

/// One accessor of a field.
pub(crate) struct Accessor {
    pub(crate) action: Action,
    pub(crate) name: Ident,
    /// Whether `get` or `set` gave it a name that does not come from the field's.
    pub(crate) is_chosen: bool,
}

/// What an accessor does with the field.
#[derive(Clone, Copy)]
pub(crate) enum Action {
    Read,
    Set,
    Borrow,
    Clear,
    Take,
    Reset,
}

impl Action {
    /// The key that gives the accessor another name, if there is one.
    pub(crate) fn key(self) -> Option<&'static str> {
        match self {
            Self::Read => Some(names::GET),
            Self::Set => Some(names::SET),
            _ => None,
        }
    }

    /// The name that comes from the field's, at the field's place.
    fn name(self, field: &Ident) -> Ident {
        let (before, after) = match self {
            Self::Read => return field.clone(),
            Self::Set => ("set_", ""),
            Self::Borrow => ("", "_mut"),
            Self::Clear => ("clear_", ""),
            Self::Take => ("take_", ""),
            Self::Reset => ("reset_", ""),
        };
        format_ident!("{before}{}{after}", field.unraw(), span = field.span())
    }
}

/// The accessors of a field, by its keys and its shape.
pub(crate) fn of(field: &Ident, keys: &FieldKeys, shape: &Shape) -> Vec<Accessor> {
    let accessor = |action: Action| {
        let chosen = match action {
            Action::Read => keys.get.as_ref(),
            Action::Set => keys.set.as_ref(),
            _ => None,
        };
        let own = action.name(field);
        let name = chosen.map_or_else(|| own.clone(), |given| given.value.clone());
        Accessor { action, is_chosen: name != own, name }
    };
    actions(keys, shape).iter().copied().map(accessor).collect()
}

fn actions(keys: &FieldKeys, shape: &Shape) -> &'static [Action] {
    use Action::{Borrow, Clear, Read, Reset, Set, Take};
    if keys.accessors.as_ref().is_some_and(|given| !given.value.value) {
        return &[];
    }
    match shape {
        // Read once: set and taken, never looked at.
        _ if keys.flash.is_some() => &[Set, Take],
        Shape::Expiring(_) => &[Read, Set, Clear, Take],
        shape if shape.is_option() => &[Read, Set, Borrow, Clear, Take],
        _ => &[Read, Set, Borrow, Reset],
    }
}
