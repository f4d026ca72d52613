//! Field types that cannot live in a session, though rustc might let them.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{PathSegment, Type};

use crate::errors::Errors;
use crate::model::shape::{arguments, unwrap_type};

/// Reports types that rustc would refuse with less to say, or accept to nobody's joy.
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
            arguments(&segment.arguments).for_each(|inner| check(inner, errors));
        }
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|inner| check(inner, errors)),
        Type::Array(array) => check(&array.elem, errors),
        Type::Slice(slice) => check(&slice.elem, errors),
        _ => {}
    }
}

/// The span of the last word before a type's arguments: `Expiring` of `iron_session::Expiring<u8>`.
pub(crate) fn start(ty: &Type) -> Span {
    if let Type::Path(path) = unwrap_type(ty)
        && let Some(segment) = path.path.segments.last()
    {
        return segment.ident.span();
    }
    ty.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

/// Whether a type is one of std's that change behind a shared reference. Theirs have arguments; a user's `Cell` without any
/// is another thing.
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
