//! Secrets in environment variables, and in the files that such variables name.

use std::env::{self, VarError};
use std::fs::File;
use std::io::Read;

use zeroize::Zeroizing;

use super::role::KeyRole;
use super::templates::is_template_of_path;
use crate::error::Error;

/// The largest file that is read as a secret. No secret is near as long, but a wrong path may lead to one.
const MAX_FILE_BYTES: usize = 64 * 1024;
/// So much is read at most: one byte more shows that a file is too large.
const MOST_READ: usize = MAX_FILE_BYTES + 1;
/// How many previous secrets there may be: `X_PREVIOUS`, `X_PREVIOUS_2` to `X_PREVIOUS_9`.
const MAX_PREVIOUS: u32 = 9;
/// What a variable is called that names a file.
const FILE: &str = "_FILE";

/// A text that may spell a secret.
pub(super) type Text = Zeroizing<String>;

/// The names of all variables of a keyring, each with the role of its secret.
pub(super) fn variables(name: &str) -> Vec<(KeyRole, String)> {
    let more = (2..=MAX_PREVIOUS).map(|number| (KeyRole::Previous, format!("{name}_PREVIOUS_{number}")));
    [
        (KeyRole::Current, name.to_owned()),
        (KeyRole::Next, format!("{name}_NEXT")),
        (KeyRole::Previous, format!("{name}_PREVIOUS")),
    ]
    .into_iter()
    .chain(more)
    .collect()
}

/// The text in a variable, or in the file that the variable with `_FILE` after its name leads to, and which
/// of the two it was; `None` if both are unset or empty.
pub(super) fn read(name: &str) -> Result<Option<(String, Text)>, Error> {
    let file = format!("{name}{FILE}");
    match (variable(name)?, variable(&file)?) {
        (Some(_), Some(_)) => Err(Error::SecretTwice { variable: name.to_owned() }),
        (Some(text), None) => Ok(Some((name.to_owned(), text))),
        (None, Some(path)) => read_file(&file, &path).map(|text| Some((file, text))),
        (None, None) => Ok(None),
    }
}

fn variable(name: &str) -> Result<Option<Text>, Error> {
    match env::var(name) {
        Ok(text) if text.is_empty() => Ok(None),
        Ok(text) => Ok(Some(Text::new(text))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::SecretNotUnicode { variable: name.to_owned() }),
    }
}

/// The text of a file without the line end that editors add.
fn read_file(variable: &str, path: &str) -> Result<Text, Error> {
    let unfit = |reason: String| Error::SecretFile { variable: variable.to_owned(), reason };
    if is_template_of_path(path) {
        return Err(unfit("its path holds a template that nothing has replaced".to_owned()));
    }
    // As much as is read at most, since a text that grows leaves copies of its beginning in memory.
    let mut text = Text::new(String::with_capacity(MOST_READ));
    File::open(path)
        .and_then(|file| file.take(MOST_READ as u64).read_to_string(&mut text))
        .map_err(|error| unfit(error.to_string()))?;
    if text.len() > MAX_FILE_BYTES {
        return Err(unfit("it has more than 64 KiB".to_owned()));
    }
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    if text.is_empty() { Err(unfit("it is empty".to_owned())) } else { Ok(text) }
}

/// A variable that looks as if it held a secret of this keyring, and is none of those that are read.
///
/// Such as `X_PREVIOUS_1` or `X_OLD`: ignoring it would log everybody out.
pub(super) fn unknown(name: &str) -> Option<String> {
    let known: Vec<String> = variables(name).into_iter().map(|(_, name)| name).collect();
    unread(name, &known)
}

/// A variable that looks as if it held a secret of this name, and is none of those that are read.
pub(super) fn unread(name: &str, known: &[String]) -> Option<String> {
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return None; // No variables are there, and `vars_os` panics.
    }
    let is_known =
        |variable: &str| known.iter().any(|name| name == variable.strip_suffix(FILE).unwrap_or(variable));
    let mut unknown = None;
    // The values are copies of all secrets in the environment, so each of them is wiped.
    for (variable, value) in env::vars_os() {
        let value = Zeroizing::new(value.into_encoded_bytes());
        let variable = variable.into_string().ok().filter(|_| unknown.is_none() && !value.is_empty());
        unknown =
            unknown.or(variable.filter(|variable| looks_like_ours(variable, name) && !is_known(variable)));
    }
    unknown
}

/// Whether a variable is called `name_NEXT`, `name_PREVIOUS`, `name_PREV` or `name_OLD`, with or without a
/// number and `_FILE`.
fn looks_like_ours(variable: &str, name: &str) -> bool {
    let after = |text: &str| -> Option<bool> {
        let rest = text.strip_prefix(name)?.strip_prefix('_')?;
        let rest = ["NEXT", "PREVIOUS", "PREV", "OLD"].iter().find_map(|word| rest.strip_prefix(word))?;
        // `X_NEXT_FILE_2` has the number where nobody looks for it.
        let rest = rest.strip_suffix(FILE).or(rest.strip_prefix(FILE)).unwrap_or(rest);
        let number = rest.strip_prefix('_').unwrap_or(rest);
        Some(number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    after(variable).unwrap_or(false)
}
