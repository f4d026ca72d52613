//! The impls of `With`, through which the runtime calls the functions that `with` names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, Path};

use crate::expand::members;
use crate::model::{Field, Form, Model};

/// `impl With<[u8; 16], 3> for Visit { .. }` for each member with functions of its own.
pub(crate) fn implement(model: &Model, generics: &Generics) -> impl Iterator<Item = TokenStream> {
    members::sound(model).filter_map(|(index, field, member)| match &member.form {
        Form::With(path) => Some(one(model, generics, index, field, path)),
        _ => None,
    })
}

/// ```text
/// impl With<[u8; 16], 3> for Visit {
///     fn serialize<__S: Serializer>(__field: &[u8; 16], __serializer: __S) -> Result<__S::Ok, __S::Error> {
///         hex::serialize(__field, __serializer)
///     }
///     fn deserialize<'__de, __D: Deserializer<'__de>>(__deserializer: __D) -> Result<[u8; 16], __D::Error> {
///         hex::deserialize(__deserializer)
///     }
/// }
/// ```
///
/// The number of the member tells several members of one type apart.
fn one(model: &Model, generics: &Generics, index: usize, field: &Field, path: &Path) -> TokenStream {
    let (Model { ident, runtime, .. }, ty) = (model, &field.ty);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // rustc reports at the path what is wrong with the functions.
    let span = path.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    let [field, serializer, deserializer] =
        ["__field", "__serializer", "__deserializer"].map(|name| local(name, span));
    let serialize = quote_spanned!(span=> { #path::serialize(#field, #serializer) });
    let deserialize = quote_spanned!(span=> { #path::deserialize(#deserializer) });
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics #runtime::__private::With<#ty, #index> for #ident #ty_generics #where_clause {
            fn serialize<__S: #runtime::__private::Serializer>(
                #field: &#ty,
                #serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error>
            #serialize

            fn deserialize<'__de, __D: #runtime::__private::Deserializer<'__de>>(
                #deserializer: __D,
            ) -> ::core::result::Result<#ty, __D::Error>
            #deserialize
        }
    }
}

/// The name of an argument, located at the user's token.
///
/// It belongs to the derive. A macro of the user may have written the token, and a name with that token's
/// span belongs to the macro.
fn local(name: &str, token: Span) -> Ident {
    Ident::new(name, Span::call_site().located_at(token))
}
