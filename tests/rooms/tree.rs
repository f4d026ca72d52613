//! The files of a crate, and which file imports which.

use super::paths::{self, Contents, Written};

pub(super) struct File {
    /// From `src` on, as `seal/record.rs`.
    pub(super) path: String,
    module: Vec<String>,
    pub(super) imports: Vec<Import>,
}

pub(super) struct Import {
    pub(super) line: usize,
    /// The whole path, as `crate::seal::Record`.
    pub(super) path: String,
    /// What the path takes from the imported file, as `Record`; empty for the file as a whole.
    pub(super) name: String,
    /// The file, as an index into the list of files.
    pub(super) target: usize,
}

impl File {
    /// The room, or `lib` for `lib.rs`.
    pub(super) fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

/// Reads the files of a crate, all but the modules of unit tests.
pub(super) fn read(sources: &[(String, String)]) -> Vec<File> {
    let mut read: Vec<(File, Contents)> = sources
        .iter()
        .map(|(path, text)| {
            let module = module(path);
            let contents = paths::read(path, &module, text);
            (File { path: path.clone(), module, imports: Vec::new() }, contents)
        })
        .collect();
    let test_modules: Vec<_> =
        read.iter().flat_map(|(_, contents)| &contents.test_modules).cloned().collect();
    read.retain(|(file, _)| !test_modules.iter().any(|module| file.module.starts_with(module)));

    let modules: Vec<_> = read.iter().map(|(file, _)| file.module.clone()).collect();
    let imports = |contents: Contents| {
        contents.paths.into_iter().filter_map(|written| import(&modules, written)).collect()
    };
    read.into_iter().map(|(file, contents)| File { imports: imports(contents), ..file }).collect()
}

/// The import of the deepest file that a path goes through.
fn import(modules: &[Vec<String>], written: Written) -> Option<Import> {
    let Written { line, segments } = written;
    let holds = |index: &usize| segments.starts_with(&modules[*index]);
    let target = (0..modules.len()).filter(holds).max_by_key(|index| modules[*index].len())?;
    let name = segments.get(modules[target].len()).cloned().unwrap_or_default();
    let path =
        ["crate"].into_iter().chain(segments.iter().map(String::as_str)).collect::<Vec<_>>().join("::");
    Some(Import { line, path, name, target })
}

/// The module that a file holds: none for `lib.rs`, `seal` for `seal.rs` and for `seal/mod.rs`.
fn module(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut segments: Vec<_> = path.split('/').map(str::to_owned).collect();
    if matches!(segments.last().map(String::as_str), Some("mod" | "lib")) {
        segments.pop();
    }
    segments
}
