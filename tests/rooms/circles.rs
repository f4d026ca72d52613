//! Files that import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::order::Exception;
use super::tree::{self, File};

/// A line for each set of files where every file leads back to itself, but for what `exceptions` allow.
pub(super) fn found(exceptions: &[Exception], sources: &[(String, String)]) -> Vec<String> {
    let files = tree::read(sources);
    let arrows: Vec<_> = (0..files.len()).map(|index| arrows(exceptions, &files, index)).collect();
    let reached: Vec<_> = (0..files.len()).map(|index| reached(&arrows, index)).collect();
    let mut circles = BTreeSet::new();
    for index in 0..files.len() {
        let circle: Vec<_> =
            reached[index].iter().copied().filter(|other| reached[*other].contains(&index)).collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    circles.iter().map(|circle| line(&files, &arrows, circle)).collect()
}

/// The files that a file imports, each with the first line that does.
fn arrows(exceptions: &[Exception], files: &[File], from: usize) -> BTreeMap<usize, usize> {
    let mut arrows = BTreeMap::new();
    let file = &files[from];
    for import in file.imports.iter().filter(|import| import.target != from) {
        if !exceptions.iter().any(|exception| exception.allows(files, file, import)) {
            arrows.entry(import.target).or_insert(import.line);
        }
    }
    arrows
}

/// All files that a file leads to; itself only if there is a way back.
fn reached(arrows: &[BTreeMap<usize, usize>], from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(index) = open.pop() {
        open.extend(arrows[index].keys().filter(|next| reached.insert(**next)));
    }
    reached
}

fn line(files: &[File], arrows: &[BTreeMap<usize, usize>], circle: &[usize]) -> String {
    let file = |index: &usize| {
        let inside = arrows[*index].iter().filter(|(target, _)| circle.contains(target));
        let imports: Vec<_> =
            inside.map(|(target, line)| format!("{} at line {line}", files[*target].path)).collect();
        format!("\n    {} imports {}", files[*index].path, imports.join(", "))
    };
    let files: String = circle.iter().map(file).collect();
    format!("a circle of {} files:{files}", circle.len())
}
