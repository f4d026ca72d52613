//! The trait that is derived.

use proc_macro2::{Ident, Span};

use crate::attr::Kind;

/// `IronSession` or `IronToken`
pub(crate) fn trait_name(kind: Kind) -> Ident {
    let name = match kind {
        Kind::Session => "IronSession",
        Kind::Token => "IronToken",
    };
    Ident::new(name, Span::call_site())
}
