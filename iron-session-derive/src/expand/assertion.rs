//! Checks that only rustc can make, because the value is a constant.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Path;

/// `::iron_session::__private::check(argument)`, reported at `span`.
pub(crate) fn check(runtime: &Path, name: &str, span: Span, argument: &TokenStream) -> TokenStream {
    let (runtime, name) = (respan(runtime.to_token_stream(), span), Ident::new(name, span));
    quote_spanned!(span=> #runtime::__private::#name(#argument))
}

/// `const _: () = { check; };` with each of the checks. The first that fails ends it.
///
/// It stands as a free item. Inside a generic impl it would be evaluated late, or never.
pub(crate) fn item(span: Span, checks: &[TokenStream]) -> TokenStream {
    quote_spanned!(span=> const _: () = { #(#checks;)* };)
}

/// The same tokens, all of them at `span`. `quote_spanned!` does not move what it interpolates.
fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    let at_span = |token| match token {
        TokenTree::Group(group) => {
            let mut group = Group::new(group.delimiter(), respan(group.stream(), span));
            group.set_span(span);
            TokenTree::Group(group)
        }
        mut token => {
            token.set_span(token.span().located_at(span));
            token
        }
    };
    tokens.into_iter().map(at_span).collect()
}
