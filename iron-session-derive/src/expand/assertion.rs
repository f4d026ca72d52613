//! Checks that only rustc can make, because the value is a constant.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Expr;

/// `::iron_session::__private::check(argument)`, reported at `span`.
pub(crate) fn check(runtime: &TokenStream, name: &str, span: Span, argument: &TokenStream) -> TokenStream {
    let (runtime, name) = (respan(runtime.clone(), span), Ident::new(name, span));
    quote_spanned!(span=> #runtime::__private::#name(#argument))
}

/// `const _: () = { check; };` for each of the checks, until one fails.
///
/// It stands as a free item: inside a generic impl it would be evaluated late, or never.
pub(crate) fn item(span: Span, checks: &[TokenStream]) -> TokenStream {
    quote_spanned!(span=> const _: () = { #(#checks;)* };)
}

/// `{ const __VALUE: Duration = MAX_AGE; __VALUE }`.
///
/// Wherever it stands, rustc refuses a value of another type in the same words, which it says once, and does not quote a
/// function of ours.
pub(crate) fn constant(ty: &TokenStream, value: &Expr) -> TokenStream {
    quote!({
        const __VALUE: #ty = #value;
        __VALUE
    })
}

/// The same tokens, all of them at `span`: `quote_spanned!` leaves what it interpolates where it was.
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
