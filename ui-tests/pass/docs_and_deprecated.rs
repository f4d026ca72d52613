#![deny(missing_docs)]
//! Accessors have the documentation of the field, and are deprecated if the field is.

use iron_session::{Expiring, IronSession};

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
    #[iron(flash)]
    undocumented_flash: Option<String>,
    #[iron(lifetime = "1m", get = mark, set = set_mark)]
    undocumented_expiring: Expiring<u8>,
    #[iron(flatten)]
    undocumented_rest: std::collections::BTreeMap<String, u8>,
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
