//! [`Shape`]: what the spelling of a type says about it, which decides the accessors.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{GenericArgument, Ident, PathArguments, Type};

/// How a type is read and written, as far as its spelling shows.
pub(crate) enum Shape {
    /// `bool`, a number or `char`: read by value.
    Plain,
    String,
    Vec(Type),
    OptionString,
    /// An `Option` of what is read by value.
    OptionPlain(Type),
    Option(Type),
    /// A value that ends before its session does.
    Expiring(Type),
    Other,
}

impl Shape {
    /// The type inside an `Expiring`.
    pub(crate) fn value_type(&self) -> Option<&Type> {
        match self {
            Self::Expiring(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn is_option(&self) -> bool {
        matches!(self, Self::Option(_) | Self::OptionPlain(_) | Self::OptionString)
    }

    /// Whether it is known that a value is read as it was written: `bool`, a number, `char`, text, and
    /// types of std around these.
    pub(crate) fn is_certain(&self) -> bool {
        match self {
            Self::Plain | Self::String | Self::OptionPlain(_) | Self::OptionString => true,
            Self::Vec(inner) | Self::Option(inner) | Self::Expiring(inner) => Self::of(inner).is_certain(),
            Self::Other => false,
        }
    }

    pub(crate) fn of(ty: &Type) -> Self {
        let Some((name, arguments)) = spelled(ty) else { return Self::Other };
        match (name.as_str(), arguments.as_slice()) {
            ("Expiring", [item]) => Self::Expiring((*item).clone()),
            _ if is_elsewhere(ty) => Self::Other,
            (plain, []) if PLAIN.contains(&plain) => Self::Plain,
            ("String", []) => Self::String,
            ("Vec", [item]) => Self::Vec((*item).clone()),
            ("Option", [item]) => match Self::of(item) {
                Self::Plain => Self::OptionPlain((*item).clone()),
                Self::String => Self::OptionString,
                _ => Self::Option((*item).clone()),
            },
            _ => Self::Other,
        }
    }
}

/// The types that are read by value.
pub(crate) const PLAIN: [&str; 16] = [
    "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64",
];

/// The `Expiring` inside another type, such as `Option<Expiring<u8>>` or `(u8, Expiring<u8>)`.
pub(crate) fn expiring_inside(ty: &Type) -> Option<Span> {
    inner_types(ty).into_iter().find_map(|inner| match Shape::of(inner) {
        Shape::Expiring(_) => Some(start(inner)),
        _ => expiring_inside(inner),
    })
}

/// The types that stand directly inside another: arguments, parts of a tuple, the items of an array or slice.
pub(crate) fn inner_types(ty: &Type) -> Vec<&Type> {
    match unwrap_type(ty) {
        Type::Path(path) => {
            path.path.segments.last().into_iter().flat_map(|last| arguments(&last.arguments)).collect()
        }
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        Type::Array(array) => vec![&array.elem],
        Type::Slice(slice) => vec![&slice.elem],
        _ => Vec::new(),
    }
}

/// As [`last_segment`], for a type that the derive may know. None for one of the user's own crate, such as
/// `crate::Option<u8>`, unless it is an `Expiring`, which applications re-export.
pub(crate) fn spelled(ty: &Type) -> Option<(String, Vec<&Type>)> {
    last_segment(ty).filter(|(name, _)| name == "Expiring" || !is_local(ty))
}

/// The last segment of a path type, `Option` for `std::option::Option<u8>`, and its type arguments.
///
/// None for a type with a value among its arguments, such as `String<32>`. None of those that the derive
/// knows has one.
pub(crate) fn last_segment(ty: &Type) -> Option<(String, Vec<&Type>)> {
    let Type::Path(path) = unwrap_type(ty) else { return None };
    if path.qself.is_some() {
        return None;
    }
    let segment = path.path.segments.last()?;
    if let PathArguments::AngleBracketed(list) = &segment.arguments
        && !list
            .args
            .iter()
            .all(|argument| matches!(argument, GenericArgument::Type(_) | GenericArgument::Lifetime(_)))
    {
        return None;
    }
    Some((segment.ident.to_string(), arguments(&segment.arguments).collect()))
}

/// Whether the path of a type begins in the user's own crate: `crate::Cell<u8>`.
pub(crate) fn is_local(ty: &Type) -> bool {
    begins_with(ty, &["crate", "self", "super"])
}

/// Whether a type has a path that leads to a module of another than std: `own::String`.
fn is_elsewhere(ty: &Type) -> bool {
    let is_like_std =
        |module: &Ident| ["string", "vec", "option", "primitive"].iter().any(|known| module == known);
    module_of(ty).is_some_and(|module| !is_of_std(ty) && !is_like_std(module))
}

/// Whether the path of a type begins in std.
pub(crate) fn is_of_std(ty: &Type) -> bool {
    begins_with(ty, &["std", "core", "alloc"])
}

fn begins_with(ty: &Type, words: &[&str]) -> bool {
    let Type::Path(path) = unwrap_type(ty) else { return false };
    let mut segments = path.path.segments.iter();
    let first = segments.next().filter(|_| segments.next().is_some());
    first.is_some_and(|first| words.iter().any(|word| first.ident == word))
}

/// The segment before the last of a path type, `rc` for `std::rc::Rc<u8>`.
pub(crate) fn module_of(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = unwrap_type(ty) else { return None };
    path.path.segments.iter().rev().nth(1).map(|segment| &segment.ident)
}

fn arguments(arguments: &PathArguments) -> impl Iterator<Item = &Type> {
    let list = match arguments {
        PathArguments::AngleBracketed(list) => Some(&list.args),
        _ => None,
    };
    list.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The span of the last word before a type's arguments: `Expiring` in `iron_session::Expiring<u8>`.
pub(crate) fn start(ty: &Type) -> Span {
    if let Type::Path(path) = unwrap_type(ty)
        && let Some(segment) = path.path.segments.last()
    {
        return segment.ident.span();
    }
    ty.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

/// The spans of a type's first and last token.
pub(crate) fn ends(ty: &Type) -> (Span, Span) {
    let mut tokens = ty.to_token_stream().into_iter();
    let first = tokens.next().map_or_else(Span::call_site, |token| token.span());
    (first, tokens.last().map_or(first, |token| token.span()))
}

/// The type inside parentheses and the invisible groups that macros leave.
pub(crate) fn unwrap_type(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}
