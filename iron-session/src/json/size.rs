//! Which members take the most space in a session that is too large.

use serde_json::Value;

/// The members with the most JSON, largest first, at most three. Only names that the type declares are told.
pub(crate) fn largest_members(json: &[u8], members: &[&'static str]) -> Vec<(&'static str, usize)> {
    let Ok(Value::Object(values)) = serde_json::from_slice(json) else {
        return Vec::new();
    };
    let size = |name: &&'static str| values.get(*name).map(|value| (*name, value.to_string().len()));
    let mut sizes: Vec<_> = members.iter().filter_map(size).collect();
    let flattened: usize = values
        .iter()
        .filter(|(name, _)| !members.contains(&name.as_str()))
        .map(|(name, value)| name.len().saturating_add(value.to_string().len()))
        .sum();
    if flattened > 0 {
        sizes.push(("the flattened ones", flattened));
    }
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    sizes.truncate(3);
    sizes
}
