//! [`Accessor`]: which accessors a field gets, and what each is called.

use quote::format_ident;
use syn::ext::IdentExt;
use syn::{Ident, Visibility};

use crate::attr::{FieldKeys, names};
use crate::model::shape::Shape;

/// One accessor of a field.
pub(crate) struct Accessor {
    pub(crate) action: Action,
    pub(crate) name: Ident,
    /// Whether `get` or `set` gave it a name that does not come from the field's.
    pub(crate) is_chosen: bool,
    /// Who may call it, if that differs from the struct.
    pub(crate) vis: Option<Visibility>,
}

/// What an accessor does with the field.
#[derive(Clone, Copy)]
pub(crate) enum Action {
    Read,
    Set,
    /// Sets what may be absent, from what may be absent.
    Put,
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

    /// Whether it changes the field. What is read once is taken to be read.
    fn writes(self, keys: &FieldKeys) -> bool {
        match self {
            Self::Read => false,
            Self::Take => keys.flash.is_none(),
            _ => true,
        }
    }

    /// The name that comes from the field's, at the field's place.
    fn name(self, field: &Ident) -> Ident {
        let (before, after) = match self {
            Self::Read => return field.clone(),
            Self::Set => ("set_", ""),
            Self::Put => ("put_", ""),
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
    let setter = keys.set.as_ref().map(|given| &given.value);
    let accessor = |action: Action| {
        let chosen = match action {
            Action::Read => keys.get.as_ref().map(|given| &given.value),
            Action::Set => keys.set.as_ref().and_then(|given| given.value.name.as_ref()),
            _ => None,
        };
        let own = action.name(field);
        let name = chosen.unwrap_or(&own).clone();
        let vis = setter.filter(|_| action.writes(keys)).and_then(|setter| setter.vis.clone());
        Accessor { action, is_chosen: name != own, vis, name }
    };
    let is_off = setter.is_some_and(|setter| setter.is_off);
    let actions = actions(keys, shape).iter().copied();
    actions.filter(|action| !(is_off && action.writes(keys))).map(accessor).collect()
}

fn actions(keys: &FieldKeys, shape: &Shape) -> &'static [Action] {
    use Action::{Borrow, Clear, Put, Read, Reset, Set, Take};
    if keys.accessors.as_ref().is_some_and(|given| !given.value.value) {
        return &[];
    }
    match shape {
        // Read once: set and taken, never looked at.
        _ if keys.flash.is_some() => &[Set, Put, Take],
        Shape::Expiring(_) => &[Read, Set, Clear, Take],
        shape if shape.is_option() => &[Read, Set, Put, Borrow, Clear, Take],
        _ => &[Read, Set, Borrow, Reset],
    }
}
