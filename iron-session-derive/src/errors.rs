//! [`Errors`]: collects every mistake, so that all of them come out of one compilation.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// The mistakes found so far. Each is at the smallest wrong token, in lower case, and says what to write.
#[derive(Default)]
pub(crate) struct Errors {
    messages: Vec<syn::Error>,
    /// Whether there is a mistake about which rustc says all that there is to say.
    is_told_by_rustc: bool,
}

impl Errors {
    /// Records a mistake and goes on.
    pub(crate) fn push(&mut self, span: Span, message: impl Display) {
        self.messages.push(syn::Error::new(span, message));
    }

    /// Records a mistake that `syn` found.
    pub(crate) fn extend(&mut self, error: syn::Error) {
        self.messages.push(error);
    }

    /// Records a mistake that rustc reports by itself.
    pub(crate) fn told_by_rustc(&mut self) {
        self.is_told_by_rustc = true;
    }

    /// How many messages there are, by which a caller sees whether a step added one.
    pub(crate) fn count(&self) -> usize {
        self.messages.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.messages.is_empty() && !self.is_told_by_rustc
    }

    /// Puts the mistakes in the order of the source. Only a running macro has spans that know their place.
    pub(crate) fn sort(&mut self) {
        self.messages.sort_by_key(|error| {
            let span = error.span().unwrap();
            (span.line(), span.column())
        });
    }

    /// A `compile_error!` for each mistake.
    pub(crate) fn to_token_stream(&self) -> TokenStream {
        self.messages.iter().map(syn::Error::to_compile_error).collect()
    }
}
