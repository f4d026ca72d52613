//! The variables of a keyring: which are set, and to what.

use std::env;
use std::fs::File;
use std::io::Read;

use zeroize::Zeroizing;

use crate::failure::Failure;

/// The longest file that is read, as the library has it.
const MAX_FILE_BYTES: u64 = 64 * 1024;
/// How many previous secrets there may be.
pub(crate) const MAX_PREVIOUS: usize = 9;

/// How a variable holds its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The variable is the secret.
    Inline,
    /// The variable with `_FILE` after its name is the path of a file with the secret.
    File,
}

/// What one variable of a keyring is set to: a secret, or the path of a file with one.
pub(crate) struct Value {
    pub(crate) form: Form,
    pub(crate) text: Zeroizing<String>,
}

/// The variables of a keyring. Their values move from one to another when keys are turned.
#[derive(Default)]
pub(crate) struct Variables {
    pub(crate) current: Option<Value>,
    pub(crate) next: Option<Value>,
    pub(crate) previous: Vec<Value>,
}

impl Variables {
    /// The variables of this name that are set.
    pub(crate) fn read(name: &str) -> Self {
        let previous = (1..=MAX_PREVIOUS).filter_map(|number| value(&previous_name(name, number)));
        Self { current: value(name), next: value(&next_name(name)), previous: previous.collect() }
    }

    pub(crate) fn is_any_set(&self) -> bool {
        self.current.is_some() || self.next.is_some() || !self.previous.is_empty()
    }

    /// The lines of an env file, without line ends: each name with its value.
    pub(crate) fn lines(&self, name: &str) -> Vec<(String, &str)> {
        let line = |name: String, value: &Value| match value.form {
            Form::Inline => name,
            Form::File => format!("{name}_FILE"),
        };
        let previous =
            self.previous.iter().zip(1..).map(|(value, number)| (previous_name(name, number), value));
        let current = self.current.iter().map(|value| (name.to_owned(), value));
        let next = self.next.iter().map(|value| (next_name(name), value));
        let all = current.chain(next).chain(previous);
        all.map(|(name, value)| (line(name, value), value.text.as_str())).collect()
    }
}

/// The secret in a variable, or in the file that it leads to. It is not checked.
pub(crate) fn secret(name: &str) -> Result<Option<Zeroizing<String>>, Failure> {
    let Some(Value { form, text }) = value(name) else { return Ok(None) };
    if form == Form::Inline {
        return Ok(Some(text));
    }
    let mut secret = Zeroizing::new(String::new());
    File::open(&*text)
        .and_then(|file| file.take(MAX_FILE_BYTES).read_to_string(&mut secret))
        .map_err(|error| Failure::usage(format_args!("the file that `{name}_FILE` names: {error}")))?;
    let length = secret.trim_end_matches(['\n', '\r']).len();
    secret.truncate(length);
    Ok(Some(secret))
}

pub(crate) fn next_name(name: &str) -> String {
    format!("{name}_NEXT")
}

/// The name of a previous secret's variable, counted from 1.
pub(crate) fn previous_name(name: &str, number: usize) -> String {
    if number == 1 { format!("{name}_PREVIOUS") } else { format!("{name}_PREVIOUS_{number}") }
}

/// What a variable is set to. An empty variable counts as unset.
fn value(name: &str) -> Option<Value> {
    let set = |name: &str, form| {
        let text = env::var(name).ok().filter(|text| !text.is_empty());
        text.map(|text| Value { form, text: Zeroizing::new(text) })
    };
    set(name, Form::Inline).or_else(|| set(&format!("{name}_FILE"), Form::File))
}
