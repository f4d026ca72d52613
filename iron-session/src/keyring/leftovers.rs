//! What the files of an environment leave around a secret: white space, quotes, comments, and names.

use crate::error::Weakness;

/// Opening and closing quotes, in the languages that have quotes of their own too.
const QUOTES: [(char, char); 12] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('\u{201c}', '\u{201d}'),
    ('\u{201e}', '\u{201c}'),
    ('\u{201e}', '\u{201d}'),
    ('\u{201d}', '\u{201d}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{201a}', '\u{2018}'),
    ('\u{2019}', '\u{2019}'),
    ('\u{ab}', '\u{bb}'),
    ('\u{bb}', '\u{ab}'),
];

/// How lines begin that set a variable: in shells, for Docker and for systemd.
const COMMANDS: [&str; 9] =
    ["export ", "set ", "setenv ", "declare -x ", "ENV ", "env ", "--env ", "-e ", "Environment="];

/// Words in the names of secrets, in lower case. No generated secret has one of them, and then `=` or `:`.
const WORDS: [&str; 7] = ["secret", "password", "passwd", "passphrase", "_pass", "token", "key"];

/// What other programs write before a raw key, besides `key:`, in lower case.
const MARKS: [&str; 6] = ["key", "base64", "base64url", "b64", "hex", "raw"];

/// The shortest name of a variable in upper case without any of the [`WORDS`]. Of 20,000 generated passwords
/// with `=` and other signs, one begins with such a name.
const MIN_NAME: usize = 6;

/// Checks that nothing invisible is at either end of a text.
pub(super) fn check_blank(text: &str) -> Result<(), Weakness> {
    if text.starts_with(is_blank) || text.ends_with(is_blank) { Err(Weakness::Blank) } else { Ok(()) }
}

/// Checks that a text is a secret alone, without what stood around it in a file.
pub(super) fn check_leftovers(text: &str) -> Result<(), Weakness> {
    if is_quoted(text) {
        return Err(Weakness::Quoted);
    }
    if has_comment(text) {
        return Err(Weakness::Comment);
    }
    if is_marked(text) {
        return Err(Weakness::Mark);
    }
    if is_assigned(text) { Err(Weakness::Assigned) } else { Ok(()) }
}

/// White space, and characters that nobody sees: a byte order mark, or what a web page hides between letters.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A text without the quotes around it, which one of two programs may have kept.
#[cfg(feature = "fe26")]
pub(super) fn without_quotes(text: &str) -> &str {
    text.trim_matches(is_quote)
}

fn is_quote(c: char) -> bool {
    QUOTES.iter().any(|&(open, close)| c == open || c == close)
}

/// Whether a quote is at either end, alone or with a backslash before it. One end is enough: a program that
/// was to remove a pair has removed neither.
fn is_quoted(text: &str) -> bool {
    text.trim_start_matches('\\').starts_with(is_quote) || text.ends_with(is_quote)
}

/// Whether a comment of an environment file, of systemd or of a program is in a text.
fn has_comment(text: &str) -> bool {
    let begins = |rest: &str| ["#", ";", "//"].iter().any(|mark| rest.starts_with(mark));
    text.split(char::is_whitespace).skip(1).any(begins)
}

/// Whether a text begins with the mark of a raw key, as others spell it.
fn is_marked(text: &str) -> bool {
    let Some((name, _)) = assignment(text) else { return false };
    MARKS.iter().any(|mark| name.eq_ignore_ascii_case(mark)) && !text.starts_with("key:")
}

/// Whether a text begins with the name of a variable, as the line has it from which only the value was to be
/// taken.
fn is_assigned(text: &str) -> bool {
    if text.starts_with("key:") {
        return false;
    }
    if let Some(line) = COMMANDS.iter().find_map(|command| text.strip_prefix(command)) {
        return assignment(line).is_some();
    }
    let is_upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    assignment(text).is_some_and(|(name, separator)| {
        let lower = name.to_ascii_lowercase();
        let is_of_secret = WORDS.iter().any(|word| lower.ends_with(word));
        is_of_secret || (separator == '=' && name.len() >= MIN_NAME && name.chars().all(is_upper))
    })
}

/// The name before the first `=` or `:` of a text, and which of the two it is, if a value follows. The `=` at
/// the end of base64 are no value.
fn assignment(text: &str) -> Option<(&str, char)> {
    let (name, rest) = text.split_at_checked(text.find(['=', ':'])?)?;
    let (name, mut value) = (name.trim_end(), rest.chars());
    let sign = value.next()?;
    let is_known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_known);
    let has_value = !value.as_str().trim_start_matches('=').is_empty();
    (is_name && has_value).then_some((name, sign))
}
