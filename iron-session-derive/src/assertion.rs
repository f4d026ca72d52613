//! Checks that only rustc can make, because the value is a constant.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// `const _: () = ::iron_session::__private::check(argument);`, reported at `span`.
///
/// It stands as a free item: inside a generic impl it would be evaluated late, or never.
pub(crate) fn assertion(
    runtime: &TokenStream,
    check: &str,
    span: Span,
    argument: &TokenStream,
) -> TokenStream {
    let (runtime, check) = (respan(runtime.clone(), span), Ident::new(check, span));
    quote_spanned!(span=> const _: () = #runtime::__private::#check(#argument);)
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
