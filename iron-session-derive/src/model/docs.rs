//! [`Docs`]: the documentation of a field.

use syn::{Attribute, Expr, ExprLit, Lit, Meta, MetaNameValue};

/// The documentation of a field.
pub(crate) struct Docs {
    pub(crate) lines: Vec<Attribute>,
    /// Whether rustdoc may find an example in it, which it runs as a test.
    pub(crate) may_have_code: bool,
}

impl Docs {
    pub(crate) fn of(lines: Vec<Attribute>) -> Self {
        Self { may_have_code: lines.iter().any(may_have_code), lines }
    }
}

/// Whether a line of documentation may begin or be code: between fences, or indented. What a macro includes
/// is not known.
fn may_have_code(doc: &Attribute) -> bool {
    match &doc.meta {
        Meta::NameValue(MetaNameValue { value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }), .. }) => {
            let text = text.value();
            ["```", "~~~", "    ", "\t"].iter().any(|mark| text.contains(mark))
        }
        _ => true,
    }
}
