//! The derive macro of `iron-session`. Use it through that crate, which documents it.

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

use errors::Errors;

#[doc = include_str!("../reference.md")]
// serde's attribute is known here too. Without a derive of serde, rustc would report it again in other words.
#[proc_macro_derive(IronSession, attributes(iron, serde))]
pub fn derive_iron_session(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let written = attr::read(input, &mut errors);
    let model = model::build(written, &mut errors);
    errors.sort();
    let expanded = if errors.is_empty() { expand::session(&model) } else { expand::stub(&model, &errors) };
    expanded.into()
}
