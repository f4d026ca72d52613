//! What is said of wrong arguments, without repeating what may be a seal or a secret.

use std::process;

use clap::Error;
use clap::error::{ContextKind, ContextValue};

/// What stands in place of an argument that may be a seal or a secret.
const MASK: &str = "..";

/// Shows the help, the version, or what is wrong with the arguments, and ends the program.
pub(crate) fn exit(mut error: Error) -> ! {
    for kind in [ContextKind::InvalidArg, ContextKind::InvalidValue, ContextKind::InvalidSubcommand] {
        if let Some(ContextValue::String(text)) = error.get(kind)
            && !is_option(text)
        {
            error.insert(kind, ContextValue::String(MASK.to_owned()));
            // It would repeat the argument.
            error.remove(ContextKind::Suggested);
        }
    }
    // Whether or not it could be shown, the status tells. It is 0 for the help, and 2 for a mistake.
    let _ = error.print();
    process::exit(error.exit_code())
}

/// Whether a text is spelled like the name of an option, or of an argument of ours such as `<SHELL>`.
fn is_option(text: &str) -> bool {
    let name = text.split(' ').next().unwrap_or_default().trim_start_matches("--");
    let is_ours = text.starts_with('<') && text.ends_with('>');
    let is_long = text.starts_with("--") && name.len() <= 20;
    is_ours || (is_long && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
}
