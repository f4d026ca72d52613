//! Accessors whose names are taken.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::model::accessor::Accessor;
use crate::model::session::Model;

/// Names that accessors may not take. They are methods of `Session`, of `IronSession`, or of a trait in the
/// prelude that a session has: converting, copying, comparing and dropping.
///
/// `max`, `min` and `clamp` of `Ord` stay free, since a derive cannot see whether another one implements
/// `Ord`.
const RESERVED: [&str; 34] = [
    "save",
    "destroy",
    "renew",
    "restart",
    "meta",
    "set_cookies",
    "load",
    "try_load",
    "default",
    "clone",
    "deref",
    "deref_mut",
    "as_mut",
    "as_ref",
    "clone_from",
    "clone_into",
    "cmp",
    "drop",
    "eq",
    "ge",
    "gt",
    "into",
    "le",
    "lt",
    "ne",
    "partial_cmp",
    "to_owned",
    "to_string",
    "try_into",
    "write_members",
    "read_members",
    "read_rest",
    "read_older",
    "subject_member",
];

/// Functions of the conversion that the key `from` demands. They are taken only with that key.
const OF_CONVERSION: [&str; 2] = ["from", "try_from"];

/// Reports accessors whose name is taken by the session itself or by another accessor.
///
/// Names that `get` and `set` chose come last. Of two accessors with one name, the chosen one is blamed.
pub(crate) fn check(model: &Model, errors: &mut Errors) {
    let conversion: &[&str] = if model.schema.from.is_some() { &OF_CONVERSION } else { &[] };
    let mut taken = Taken { conversion, by_field: HashMap::new() };
    for chosen in [false, true] {
        for field in &model.fields {
            let accessors = field.accessors.iter().filter(|accessor| accessor.is_chosen == chosen);
            let clashes = accessors.filter_map(|accessor| clash(accessor, field.name(), &mut taken));
            let clashes: Vec<_> = clashes.collect();
            // The names that come from the field's own are wrong together, and reported once.
            let reported = if chosen { usize::MAX } else { 1 };
            for (span, message) in clashes.into_iter().take(reported) {
                errors.push(span, message);
            }
        }
    }
}

/// The names that no further accessor may take.
struct Taken<'a> {
    /// Those of the conversion from another session.
    conversion: &'a [&'a str],
    /// Those of accessors, and the field of each.
    by_field: HashMap<String, &'a str>,
}

impl Taken<'_> {
    /// Whether a name belongs to the session itself.
    fn is_reserved(&self, name: &str) -> bool {
        RESERVED.contains(&name) || self.conversion.contains(&name)
    }
}

/// Takes the name of an accessor of a field, or says who has it.
fn clash<'a>(accessor: &Accessor, field: &'a str, taken: &mut Taken<'a>) -> Option<(Span, String)> {
    let name = accessor.name.unraw().to_string();
    let clash = if taken.is_reserved(&name) {
        format!("would stand in the way of the session's own `{name}`")
    } else {
        match taken.by_field.insert(name.clone(), field)? {
            other if other == field => "has the name of another accessor of this field".to_owned(),
            other => format!("of this field is also one of field `{other}`"),
        }
    };
    let advice = match accessor.action.key() {
        Some(key) => format!("choose another name with `#[iron({key} = ..)]`"),
        None => {
            format!("name the field otherwise, and keep its sealed name with `#[iron(rename = \"{field}\")]`")
        }
    };
    Some((accessor.name.span(), format!("the accessor `{name}` {clash}; {advice}")))
}
