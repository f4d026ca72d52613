//! Texts that a terminal shows as they are.

use std::fmt::Write;

/// A text without what steers a terminal or turns the direction of writing. In JSON the escapes mean the same
/// characters.
pub(crate) fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            write!(shown, "\\u{:04x}", u32::from(c)).expect("a string takes all that is written");
        } else {
            shown.push(c);
        }
    }
    shown
}
