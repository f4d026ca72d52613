//! [`Order`]: where in a field's JSON the order of the parts means nothing.

use syn::Type;

use crate::model::shape::{spelled, unwrap_type};
use crate::model::transparent;

/// Where in a value the order of the parts means nothing, as far as the spelling of its type shows. The
/// runtime has a type of the same name and variants.
pub(crate) enum Order {
    /// As the type writes it.
    Kept,
    /// For each part of an array or object.
    Inside(Box<Order>),
    /// The parts themselves are sorted too.
    Sorted(Box<Order>),
    /// For each part of a tuple.
    Each(Vec<Order>),
}

/// Types with items, which are sealed as an array.
const SEQUENCES: [&str; 6] = ["BTreeSet", "BinaryHeap", "IndexSet", "LinkedList", "Vec", "VecDeque"];
/// Types with keys and values, which are sealed as an object.
const MAPS: [&str; 2] = ["BTreeMap", "IndexMap"];
/// Those that have no order. One argument more is a hasher.
const HASH_SETS: [&str; 3] = ["AHashSet", "FxHashSet", "HashSet"];
const HASH_MAPS: [&str; 3] = ["AHashMap", "FxHashMap", "HashMap"];

impl Order {
    pub(crate) fn of(ty: &Type) -> Self {
        match unwrap_type(ty) {
            Type::Array(array) => Self::inside(Self::of(&array.elem)),
            Type::Slice(slice) => Self::inside(Self::of(&slice.elem)),
            Type::Tuple(tuple) => Self::each(tuple.elems.iter().map(Self::of).collect()),
            ty => Self::of_path(ty),
        }
    }

    fn of_path(ty: &Type) -> Self {
        let Some((name, arguments)) = spelled(ty) else { return Self::Kept };
        match (name.as_str(), arguments.as_slice()) {
            (name, [item] | [item, _]) if HASH_SETS.contains(&name) => Self::Sorted(Box::new(Self::of(item))),
            (name, [_, value] | [_, value, _]) if HASH_MAPS.contains(&name) => {
                Self::Sorted(Box::new(Self::of(value)))
            }
            (name, [item]) if SEQUENCES.contains(&name) => Self::inside(Self::of(item)),
            ("IndexSet", [item, _]) => Self::inside(Self::of(item)),
            (name, [_, value]) if MAPS.contains(&name) => Self::inside(Self::of(value)),
            ("IndexMap", [_, value, _]) => Self::inside(Self::of(value)),
            // Sealed as the value with its moment.
            ("Expiring", [value]) => Self::each(vec![Self::of(value)]),
            (name, [value]) if name == "Option" || transparent::NAMES.contains(&name) => Self::of(value),
            _ => Self::Kept,
        }
    }

    /// The order of an object that has the value as a member.
    pub(crate) fn of_member(ty: &Type) -> Self {
        Self::inside(Self::of(ty))
    }

    fn inside(part: Self) -> Self {
        if part.is_kept() { Self::Kept } else { Self::Inside(Box::new(part)) }
    }

    fn each(parts: Vec<Self>) -> Self {
        if parts.iter().all(Self::is_kept) { Self::Kept } else { Self::Each(parts) }
    }

    pub(crate) fn is_kept(&self) -> bool {
        matches!(self, Self::Kept)
    }
}
