//! Imports that point up.

use super::tree::{self, File, Import};

/// What stands above all rooms. `lib.rs` and `private.rs` only re-export: for users, and for generated code.
const TOP: [&str; 2] = ["lib", "private"];

/// A file that may import some names from rooms above it.
pub(super) struct Exception {
    pub(super) file: &'static str,
    pub(super) rooms: &'static [&'static str],
    pub(super) names: &'static [&'static str],
}

impl Exception {
    pub(super) fn allows(&self, files: &[File], file: &File, import: &Import) -> bool {
        let room = files[import.target].room();
        file.path == self.file && self.rooms.contains(&room) && self.names.contains(&import.name.as_str())
    }
}

/// A line for each import that points up, each file without a room, and each exception that nothing needs.
pub(super) fn broken(rooms: &[&str], exceptions: &[Exception], sources: &[(String, String)]) -> Vec<String> {
    let files = tree::read(sources);
    let rank = |room: &str| TOP.iter().chain(rooms).position(|name| *name == room);
    let mut lines = Vec::new();
    let mut allowed = Vec::new();
    for file in files.iter().filter(|file| file.room() != "lib") {
        let Some(own) = rank(file.room()) else {
            lines.push(format!("{} belongs to no room; see CONTRIBUTING.md for the rooms", file.path));
            continue;
        };
        for import in &file.imports {
            let room = files[import.target].room();
            if rank(room).is_none_or(|rank| rank >= own) {
                continue;
            }
            if exceptions.iter().any(|exception| exception.allows(&files, file, import)) {
                allowed.push((file, room, import.name.as_str()));
                continue;
            }
            lines.push(message(file, room, import));
        }
    }
    lines.extend(exceptions.iter().flat_map(|exception| unneeded(exception, &allowed)));
    lines
}

fn message(file: &File, room: &str, import: &Import) -> String {
    let place = format!("{}:{} imports {}", file.path, import.line, import.path);
    if room == "lib" {
        return format!(
            "{place}: `lib.rs` re-exports for users; name the room that holds it; see CONTRIBUTING.md"
        );
    }
    let rooms = format!("the room `{}` lies below `{room}`", file.room());
    format!("{place}: {rooms}, and a room imports only rooms below it; see CONTRIBUTING.md")
}

/// The parts of an exception that no import uses.
fn unneeded(exception: &Exception, allowed: &[(&File, &str, &str)]) -> Vec<String> {
    let used: Vec<_> = allowed.iter().filter(|(file, ..)| file.path == exception.file).collect();
    let rooms = exception.rooms.iter().filter(|room| !used.iter().any(|(_, used, _)| used == *room));
    let names = exception.names.iter().filter(|name| !used.iter().any(|(.., used)| used == *name));
    rooms
        .chain(names)
        .map(|word| {
            format!(
                "{} no longer imports `{word}` from above; take it off the list of exceptions",
                exception.file
            )
        })
        .collect()
}
