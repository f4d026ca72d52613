//! Types that have no form of their own in the sealed JSON.

/// Types of std that are sealed as the value in them.
pub(crate) const NAMES: [&str; 7] = ["Arc", "Box", "Cow", "Rc", "Reverse", "Saturating", "Wrapping"];
