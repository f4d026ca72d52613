//! The rules of `rename_all`, from a field's `snake_case` name to the name in the sealed JSON.

use crate::attr::StructKeys;
use crate::errors::Errors;

/// The rule that `rename_all` names.
pub(crate) fn rule(keys: &StructKeys, errors: &mut Errors) -> Option<Case> {
    let given = keys.rename_all.as_ref()?;
    let rule = Case::from_name(&given.value.value());
    if rule.is_none() {
        let known: Vec<_> = Case::ALL.iter().map(|(name, _)| *name).collect();
        errors.push(
            given.value.span(),
            format_args!("unknown rule `{}`; known are `{}`", given.value.value(), known.join("`, `")),
        );
    }
    rule
}

/// A rule, by the names that serde uses for them.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    const ALL: [(&'static str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, case)| case)
    }

    /// The sealed name of a field.
    pub(crate) fn apply(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => {
                let pascal = pascal(field);
                let mut chars = pascal.chars();
                let first = chars.next().map(|c| c.to_ascii_lowercase());
                first.into_iter().chain(chars).collect()
            }
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(field: &str) -> String {
    field
        .split('_')
        .flat_map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(chars)
        })
        .collect()
}
