//! The order in which a member is written.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use crate::model::Order;

/// `__out.sorted(const { &Order::Inside(&Order::Sorted(&Order::Kept)) }, |__out| write)`, or `write`
pub(crate) fn write(runtime: &Path, order: &Order, write: TokenStream) -> TokenStream {
    if order.is_kept() {
        return write;
    }
    let order = value(runtime, order);
    quote!(__out.sorted(const { &#order }, |__out| #write))
}

/// `Order::Sorted(&Order::Kept)`
fn value(runtime: &Path, order: &Order) -> TokenStream {
    let name = quote!(#runtime::__private::Order);
    let inner = |order| value(runtime, order);
    match order {
        Order::Kept => quote!(#name::Kept),
        Order::Inside(part) => {
            let part = inner(part);
            quote!(#name::Inside(&#part))
        }
        Order::Sorted(part) => {
            let part = inner(part);
            quote!(#name::Sorted(&#part))
        }
        Order::Each(parts) => {
            let parts = parts.iter().map(inner);
            quote!(#name::Each(&[#(#parts),*]))
        }
    }
}
