#![deny(missing_docs)]
//! Accessors bear the field's documentation, and its deprecation.

use iron_session::IronSession;

/// A visit.
#[derive(IronSession)]
pub struct Visit {
    /// How often the visitor came.
    visits: u32,
    #[doc = "As an attribute."]
    #[doc(hidden)]
    name: String,
    #[doc = concat!("By", " a macro.")]
    note: Option<String>,
    undocumented: bool,
    #[deprecated(since = "1.0.0", note = "use `name`")]
    nick: String,
}

#[deny(deprecated)]
fn main() {
    let visit = Visit::default();
    assert_eq!((visit.visits(), visit.name(), visit.note(), visit.undocumented()), (0, "", None, false));
    #[expect(deprecated)]
    let nick = visit.nick();
    assert_eq!(nick, "");
}
