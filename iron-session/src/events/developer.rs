//! What a developer is told of an error, if nobody else hears of it.

use std::io::Write as _;

use crate::error::SessionError;

/// Whether an error that has no observer is told to the developer: the build is for development, and there
/// are no events of `tracing`.
const IS_FOR_DEVELOPERS: bool = cfg!(all(debug_assertions, not(feature = "tracing")));

/// Writes an error to stderr, if nobody else hears of it.
pub(crate) fn tell_developer(error: &SessionError) {
    if IS_FOR_DEVELOPERS {
        // In one piece, so that no line of another program gets in between. If stderr is closed, there is
        // nobody to tell.
        let _ = std::io::stderr().write_all(format!("iron-session: {error}\n").as_bytes());
    }
}

/// The body of a 500, if nobody else hears of the error, and otherwise an empty text.
#[allow(dead_code, reason = "only the frameworks answer with a 500")]
pub(crate) fn text_for_developers(error: &SessionError) -> String {
    if IS_FOR_DEVELOPERS { format!("{error}\n\n{WHY_TOLD}\n") } else { String::new() }
}

/// What a 500 says of a mistake in the program. Builds for developers name the places in its source.
#[allow(dead_code, reason = "only the frameworks answer with a 500")]
pub(crate) fn text_of_mistake(error: &SessionError) -> String {
    if IS_FOR_DEVELOPERS { error.to_string() } else { error.public_text() }
}

#[allow(dead_code, reason = "only the frameworks answer with a 500")]
const WHY_TOLD: &str = "iron-session tells this because nobody else hears of it, and because the program was built with `debug_assertions`. \
     In production the visitor reads nothing: set `SessionManager::on_event`, or turn on the feature `tracing`.";
