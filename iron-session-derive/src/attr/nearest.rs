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

/// How many letters have to be inserted, removed, replaced, or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let replaced = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}
