//! `#[serde(..)]` on a session or token, which looks as if it shaped the seal, and does not.

use crate::attr::Written;
use crate::errors::Errors;

/// Refuses serde's attributes, unless the struct says that they have another use.
pub(crate) fn check(written: &Written, errors: &mut Errors) {
    if written.keys.ignore_serde.is_some() {
        return;
    }
    let on_fields = written.fields.iter().filter_map(|field| field.serde);
    for span in written.serde.into_iter().chain(on_fields) {
        errors.push(
            span,
            format_args!(
                "`#[serde(..)]` does not apply to the sealed {}; use `#[iron(..)]`, \
                 or write `#[iron(ignore_serde)]` on the struct if it is meant for other ends",
                written.kind
            ),
        );
    }
}
