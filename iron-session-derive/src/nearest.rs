//! The known word that a mistyped one was meant to be.

/// The nearest of `known` if it is near enough to be a slip: one edit for three letters, at most three.
///
/// Letter case, underscores and hyphens do not count, so that `SameSite` finds `same_site`.
pub(crate) fn of<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = letters(word);
    known
        .iter()
        .map(|candidate| (letters(candidate), *candidate))
        .map(|(letters, candidate)| (distance(&word, &letters), most(&word, &letters), candidate))
        .filter(|(distance, most, _)| distance <= most)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., candidate)| candidate)
}

fn letters(word: &str) -> String {
    word.replace(['_', '-'], "").to_lowercase()
}

fn most(a: &str, b: &str) -> usize {
    (a.len().max(b.len()) / 3).min(3)
}

/// Levenshtein distance: letters inserted, removed or replaced.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
