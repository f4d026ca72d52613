//! Field types whose spelling shows that the sealed JSON would lose a value of theirs.

use proc_macro2::Span;
use syn::Type;

use crate::errors::Errors;
use crate::model::shape::{self, inner_types, spelled, unwrap_type};
use crate::model::transparent;

const OF_OPTION: &str = "`None` and `Some(None)` are both `null` in JSON, so one of them would be lost; write one `Option`, or an enum \
                         that names the three cases";
const OF_UNIT: &str =
    "`None` and `Some(())` are both `null` in JSON, so one of them would be lost; write `bool`";

/// Reports an `Option` of a type that is sealed as `null` itself, at any depth of the type.
pub(crate) fn check(ty: &Type, errors: &mut Errors) {
    if let Some((span, message)) = find(ty) {
        errors.push(span, message);
    }
}

fn find(ty: &Type) -> Option<(Span, &'static str)> {
    let in_option = || match spelled(ty) {
        Some((name, arguments)) if name == "Option" && arguments.len() == 1 => null(arguments[0]),
        _ => None,
    };
    in_option().or_else(|| inner_types(ty).into_iter().find_map(find))
}

/// Where a type is one that is sealed as `null`, and what to say of it in an `Option`.
fn null(ty: &Type) -> Option<(Span, &'static str)> {
    if let Type::Tuple(tuple) = unwrap_type(ty) {
        return tuple.elems.is_empty().then(|| (tuple.paren_token.span.join(), OF_UNIT));
    }
    let (name, arguments) = spelled(ty)?;
    match (name.as_str(), arguments.as_slice()) {
        ("Option", [_]) => Some((shape::start(ty), OF_OPTION)),
        (name, [inner]) if transparent::NAMES.contains(&name) => null(inner),
        _ => None,
    }
}
