//! The type within a field's type that rustc's message about it should name.

use syn::Type;

use crate::model::shape::{PLAIN, Shape, inner_types, spelled, unwrap_type};

/// Types of std around others. They can be sealed if the types in them can.
const AROUND: [&str; 14] = [
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Box",
    "Cow",
    "Expiring",
    "HashMap",
    "HashSet",
    "LinkedList",
    "Option",
    "Reverse",
    "Vec",
    "VecDeque",
];
/// Types of std that can be sealed.
const SEALABLE: [&str; 5] = ["Duration", "PathBuf", "String", "SystemTime", "str"];

/// The only type within `ty` that may lack serde's traits: `UserId` in `Option<(u8, UserId)>`. None if it is
/// `ty` itself.
pub(crate) fn of<'a>(ty: &'a Type, shape: &Shape) -> Option<&'a Type> {
    if shape.is_certain() {
        return None;
    }
    let mut leaves = Vec::new();
    collect(ty, &mut leaves);
    match leaves.as_slice() {
        [leaf] if !std::ptr::eq(*leaf, unwrap_type(ty)) => Some(leaf),
        _ => None,
    }
}

fn collect<'a>(ty: &'a Type, leaves: &mut Vec<&'a Type>) {
    let ty = unwrap_type(ty);
    let is_around = match ty {
        Type::Tuple(_) | Type::Array(_) => true,
        _ => spelled(ty)
            .is_some_and(|(name, arguments)| !arguments.is_empty() && AROUND.contains(&name.as_str())),
    };
    if is_around {
        for inner in inner_types(ty) {
            collect(inner, leaves);
        }
    } else if !is_sealable(ty) {
        leaves.push(ty);
    }
}

fn is_sealable(ty: &Type) -> bool {
    spelled(ty).is_some_and(|(name, arguments)| {
        arguments.is_empty() && (PLAIN.contains(&name.as_str()) || SEALABLE.contains(&name.as_str()))
    })
}
