//! The derive macros of `iron-session`. Use them through that crate, which documents them.

// Three stages: `attr` reads what was written, `model` checks it and says what it means, and `expand` writes
// what is emitted. A stage imports only the stages before it, and no two files import each other.

mod attr;
mod errors;
mod expand;
mod model;
#[cfg(test)]
mod snapshots;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use attr::Kind;
use errors::Errors;

#[doc = include_str!("../reference.md")]
// serde's attribute is known here too. Without a derive of serde, rustc would report it again in other words.
#[proc_macro_derive(IronSession, attributes(iron, serde))]
pub fn derive_iron_session(input: TokenStream) -> TokenStream {
    derive(parse_macro_input!(input as DeriveInput), Kind::Session)
}

#[doc = include_str!("../tokens.md")]
#[proc_macro_derive(IronToken, attributes(iron, serde))]
pub fn derive_iron_token(input: TokenStream) -> TokenStream {
    derive(parse_macro_input!(input as DeriveInput), Kind::Token)
}

fn derive(input: DeriveInput, kind: Kind) -> TokenStream {
    let mut errors = Errors::default();
    let written = attr::read(input, kind, &mut errors);
    let model = model::build(written, &mut errors);
    errors.sort();
    let expanded = if errors.is_empty() { expand::derived(&model) } else { expand::stub(&model, &errors) };
    expanded.into()
}
