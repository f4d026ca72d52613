//! The derive macro of `iron-session`. Use it through that crate, which documents it.

mod accessors;
mod assertion;
mod attr;
mod case;
mod contract;
mod cookie;
mod date;
mod duration;
mod errors;
mod expand;
mod field;
mod format;
mod lifetimes;
mod model;
mod schema;
mod shape;
#[cfg(test)]
mod snapshots;
mod types;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use errors::Errors;

#[doc = include_str!("../reference.md")]
#[proc_macro_derive(IronSession, attributes(iron))]
pub fn derive_iron_session(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let model = model::build(&input, &mut errors);
    errors.sort();
    let expanded = if errors.is_empty() { expand::session(&model) } else { expand::stub(&model, &errors) };
    expanded.into()
}
