//! Accessors whose names are taken.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::model::accessor::Accessor;
use crate::model::field::Field;

/// Names that accessors may not take, since they are methods of `Session`, of a trait in the prelude, or of
/// `IronSession`.
const RESERVED: [&str; 18] = [
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
    "into",
    "try_into",
    "write_members",
    "read_members",
    "read_rest",
    "read_older",
];

/// Reports accessors whose name is taken by the session itself or by another accessor.
///
/// Names that `get` and `set` chose come last. Of two accessors with one name, the chosen one is blamed.
pub(crate) fn check(fields: &[Field], errors: &mut Errors) {
    let mut taken: HashMap<String, String> = HashMap::new();
    for chosen in [false, true] {
        for field in fields {
            let accessors = field.accessors.iter().filter(|accessor| accessor.is_chosen == chosen);
            let clashes: Vec<_> =
                accessors.filter_map(|accessor| clash(accessor, field, &mut taken)).collect();
            // The names that come from the field's own are wrong together, and reported once.
            let reported = if chosen { usize::MAX } else { 1 };
            for (span, message) in clashes.into_iter().take(reported) {
                errors.push(span, message);
            }
        }
    }
}

/// Takes the name of an accessor, or says who has it.
fn clash(accessor: &Accessor, field: &Field, taken: &mut HashMap<String, String>) -> Option<(Span, String)> {
    let (name, member) = (accessor.name.unraw().to_string(), field.name());
    let clash = if RESERVED.contains(&name.as_str()) {
        format!("would stand in the way of the session's own `{name}`")
    } else {
        match taken.insert(name.clone(), member.clone())? {
            other if other == member => "has the name of another accessor of this field".to_owned(),
            other => format!("of this field is also one of field `{other}`"),
        }
    };
    let advice = match accessor.action.key() {
        Some(key) => format!("choose another name with `#[iron({key} = ..)]`"),
        None => {
            format!(
                "name the field otherwise, and keep its sealed name with `#[iron(rename = \"{member}\")]`"
            )
        }
    };
    Some((accessor.name.span(), format!("the accessor `{name}` {clash}; {advice}")))
}
