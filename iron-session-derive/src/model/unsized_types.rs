//! Types without a size, which no field can hold by itself.

use syn::punctuated::Punctuated;
use syn::{GenericArgument, PathArguments, Token, Type, parse_quote};

use crate::errors::Errors;
use crate::model::shape::{spelled, start};

/// The types of std, and ours, whose arguments need a size.
const SIZED: [&str; 12] = [
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Expiring",
    "HashMap",
    "HashSet",
    "LinkedList",
    "Option",
    "Reverse",
    "Vec",
    "VecDeque",
    "Wrapping",
];

/// Reports `str`, slices and `dyn` types, and puts what was meant in their place. rustc would say the same of
/// each accessor.
pub(crate) fn replace(ty: &mut Type, errors: &mut Errors) {
    if let Some(meant) = meant(ty, errors) {
        *ty = meant;
        return;
    }
    let holds_sized = spelled(ty).is_some_and(|(name, _)| SIZED.contains(&name.as_str()));
    match ty {
        Type::Group(group) => replace(&mut group.elem, errors),
        Type::Paren(paren) => replace(&mut paren.elem, errors),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(|part| replace(part, errors)),
        Type::Array(array) => replace(&mut array.elem, errors),
        Type::Path(path) if holds_sized => {
            if let Some(PathArguments::AngleBracketed(list)) =
                path.path.segments.last_mut().map(|segment| &mut segment.arguments)
            {
                replace_arguments(&mut list.args, errors);
            }
        }
        _ => {}
    }
}

fn replace_arguments(arguments: &mut Punctuated<GenericArgument, Token![,]>, errors: &mut Errors) {
    for argument in arguments {
        if let GenericArgument::Type(ty) = argument {
            replace(ty, errors);
        }
    }
}

/// What is written in place of a type without a size.
fn meant(ty: &Type, errors: &mut Errors) -> Option<Type> {
    let (what, write, meant) = match ty {
        Type::Slice(slice) => {
            let item = &slice.elem;
            ("a slice", "Vec<..>", parse_quote!(::std::vec::Vec<#item>))
        }
        Type::TraitObject(object) => {
            ("a `dyn` type", "Box<dyn ..>", parse_quote!(::std::boxed::Box<#object>))
        }
        Type::Path(path) if path.path.is_ident("str") => {
            ("`str`", "String", parse_quote!(::std::string::String))
        }
        _ => return None,
    };
    errors.push(
        start(ty),
        format_args!("{what} has no size of its own, so a field cannot hold it; write `{write}`"),
    );
    Some(meant)
}
