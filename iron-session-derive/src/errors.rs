//! [`Errors`]: collects every mistake, so that all of them come out of one compilation.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// The mistakes found so far. Each is at the smallest wrong token, in lower case, and says what to write.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// Records a mistake and goes on.
    pub(crate) fn push(&mut self, span: Span, message: impl Display) {
        self.0.push(syn::Error::new(span, message));
    }

    /// Records a mistake that `syn` found.
    pub(crate) fn extend(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the mistakes in the order of the source. Only a running macro has spans that know their place.
    pub(crate) fn sort(&mut self) {
        self.0.sort_by_key(|error| {
            let span = error.span().unwrap();
            (span.line(), span.column())
        });
    }

    /// A `compile_error!` for each mistake.
    pub(crate) fn to_token_stream(&self) -> TokenStream {
        self.0.iter().map(syn::Error::to_compile_error).collect()
    }
}
