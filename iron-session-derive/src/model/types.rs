//! Field types that do not work in a session, although rustc may accept some of them.

use syn::{PathSegment, Type};

use crate::errors::Errors;
use crate::model::shape::{arguments, inner_types, unwrap_type};

/// Reports types that rustc would refuse with a less helpful message, or would accept although they do not
/// work here.
pub(crate) fn check(ty: &Type, errors: &mut Errors) {
    match unwrap_type(ty) {
        Type::Reference(reference) => errors.push(
            reference.and_token.span,
            "a session owns its data, since it outlives the request's bytes; write `String`, `Vec<..>` or another owned type",
        ),
        Type::Path(path) => {
            let Some(segment) = path.path.segments.last() else { return };
            if is_interior(segment) {
                errors.push(
                    segment.ident.span(),
                    format_args!(
                        "a change inside `{}` goes unseen and would not be saved; use the plain type, \
                         which the session's `DerefMut` watches",
                        segment.ident
                    ),
                );
            }
        }
        _ => {}
    }
    for inner in inner_types(ty) {
        check(inner, errors);
    }
}

/// Whether a type is one of std's whose value can change through a shared reference. Apart from atomics,
/// those of std have arguments: a `Cell` without any is the user's own type.
fn is_interior(segment: &PathSegment) -> bool {
    const INTERIOR: [&str; 9] =
        ["Cell", "RefCell", "OnceCell", "UnsafeCell", "LazyCell", "Mutex", "RwLock", "OnceLock", "LazyLock"];
    const ATOMIC: [&str; 12] =
        ["Bool", "U8", "U16", "U32", "U64", "Usize", "I8", "I16", "I32", "I64", "Isize", "Ptr"];
    let name = segment.ident.to_string();
    if let Some(atomic) = name.strip_prefix("Atomic") {
        return ATOMIC.contains(&atomic);
    }
    INTERIOR.contains(&name.as_str()) && arguments(&segment.arguments).next().is_some()
}
