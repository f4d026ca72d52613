//! What stands in place of code that a mistake has made impossible.

use proc_macro2::TokenStream;
use quote::quote;

/// `unreachable!(..)`. The program does not compile, so nothing runs it.
pub(crate) fn never() -> TokenStream {
    quote!(::core::unreachable!("the struct did not compile"))
}
