//! The attributes of others that matter here: serde's, documentation and `#[deprecated]`.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Attribute, Meta};

/// Where the first `#[serde(..)]` names serde.
pub(crate) fn serde(attrs: &[Attribute]) -> Option<Span> {
    let serde = attrs.iter().find(|attr| attr.path().is_ident("serde"))?;
    serde.path().to_token_stream().into_iter().next().map(|token| token.span())
}

/// The lines of a field's documentation.
pub(crate) fn docs(attrs: &[Attribute]) -> Vec<Attribute> {
    let is_doc = |attr: &&Attribute| matches!(&attr.meta, Meta::NameValue(doc) if doc.path.is_ident("doc"));
    attrs.iter().filter(is_doc).cloned().collect()
}

/// A field's `#[deprecated]`.
pub(crate) fn deprecated(attrs: &[Attribute]) -> Option<Attribute> {
    attrs.iter().find(|attr| attr.path().is_ident("deprecated")).cloned()
}
