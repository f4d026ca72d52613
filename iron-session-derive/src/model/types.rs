//! Field types that do not work in a session or token, although rustc may accept some of them.

use syn::{Generics, Type};

use crate::attr::{FieldKeys, Kind};
use crate::errors::Errors;
use crate::model::generics::declares;
use crate::model::shape::{inner_types, is_local, is_of_std, last_segment, module_of, start, unwrap_type};
use crate::model::unsized_types;

/// Reports types that rustc would refuse with a less helpful message, or would accept although they do not
/// work here. Returns the type that was meant.
pub(crate) fn check(
    mut ty: Type,
    keys: &FieldKeys,
    (kind, generics): (Kind, &Generics),
    errors: &mut Errors,
) -> Type {
    unsized_types::replace(&mut ty, errors);
    check_threads(&ty, kind, errors);
    // What is never sealed may borrow, and may change unseen.
    if keys.skip.is_none() {
        check_owned(&ty, (kind, generics), errors);
    }
    // A session has to notice each change. A token is sealed as it is.
    if keys.skip.is_none() && kind == Kind::Session {
        check_interior(&ty, errors);
    }
    ty
}

/// Reports what ties a session or token to one thread.
fn check_threads(ty: &Type, kind: Kind, errors: &mut Errors) {
    if last_segment(ty).is_some_and(|(name, arguments)| name == "Rc" && arguments.len() == 1)
        && !is_own(ty, "Rc")
    {
        let if_own = if_own(ty, "Rc");
        errors.push(
            start(ty),
            format_args!("a {kind} moves between threads, and an `Rc` does not; write `Arc`{if_own}"),
        );
    }
    for inner in inner_types(ty) {
        check_threads(inner, kind, errors);
    }
}

/// Reports references, which outlive nothing.
fn check_owned(ty: &Type, (kind, generics): (Kind, &Generics), errors: &mut Errors) {
    if let Type::Reference(reference) = unwrap_type(ty) {
        // A lifetime that the struct declares is reported there.
        if !reference.lifetime.as_ref().is_some_and(|lifetime| declares(generics, lifetime)) {
            errors.push(
                reference.and_token.span,
                format_args!(
                    "a {kind} owns its data, since it outlives the request's bytes; write `String`, `Vec<..>` or another owned type"
                ),
            );
        }
    }
    for inner in inner_types(ty) {
        check_owned(inner, (kind, generics), errors);
    }
}

/// Reports what changes through a shared reference.
fn check_interior(ty: &Type, errors: &mut Errors) {
    if let Some((name, arguments)) = last_segment(ty)
        && is_interior(&name, arguments.len())
        && !is_own(ty, &name)
    {
        let if_own = if_own(ty, &name);
        errors.push(
            start(ty),
            format_args!(
                "a change inside `{name}` goes unseen and would not be saved; use the plain type, which the session's \
                 `DerefMut` watches{if_own}"
            ),
        );
    }
    for inner in inner_types(ty) {
        check_interior(inner, errors);
    }
}

/// Whether the path of a type with a name of std's shows that it is another one.
///
/// Any path may lead to std under another name. Then rustc refuses what is not `Send` and `Sync`. It does not
/// refuse a `Mutex`, so for such types only the user's own crate counts, without the module that stands in
/// for `std::sync` there.
fn is_own(ty: &Type, name: &str) -> bool {
    let module = module_of(ty);
    let is_not_in = |known: &[&str]| module.is_some_and(|module| known.iter().all(|known| module != known));
    match name {
        "Rc" => is_local(ty) || is_not_in(&["rc"]),
        "Cell" | "RefCell" | "OnceCell" | "UnsafeCell" | "LazyCell" => is_local(ty) || is_not_in(&["cell"]),
        _ => is_local(ty) && is_not_in(&["sync", "atomic"]),
    }
}

/// What to write if a type is not the one of std that its name says, unless its path says so too.
fn if_own(ty: &Type, name: &str) -> String {
    if is_of_std(ty) {
        return String::new();
    }
    format!("; if `{name}` is a type of your own, write its path, such as `crate::{name}`")
}

/// Whether a type is one of std's whose value can change through a shared reference. Those of std have this
/// number of arguments: a `Cell` without any is the user's own type.
fn is_interior(name: &str, arguments: usize) -> bool {
    const ATOMIC: [&str; 12] =
        ["Bool", "U8", "U16", "U32", "U64", "Usize", "I8", "I16", "I32", "I64", "Isize", "Ptr"];
    match name {
        "AtomicPtr" | "Cell" | "RefCell" | "OnceCell" | "UnsafeCell" | "OnceLock" => arguments == 1,
        // One more is the function that makes the value, or the raw lock of another crate.
        "LazyCell" | "LazyLock" | "Mutex" | "RwLock" => matches!(arguments, 1 | 2),
        _ => arguments == 0 && name.strip_prefix("Atomic").is_some_and(|atomic| ATOMIC.contains(&atomic)),
    }
}
