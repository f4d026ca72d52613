//! The subject of a session: its type, its member and the method that reads it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Type, WherePredicate, parse_quote};

use crate::model::{Field, Model, Shape, start};

/// ```text
/// type Subject = u64;
/// const SUBJECT: Option<&'static str> = Some("user_id");
/// fn subject_member(&self) -> Option<&u64> { self.user_id.as_ref() }
/// ```
///
/// Without a subject, `type Subject = NoSubject;`.
pub(crate) fn items(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let Some((field, member)) = model.subject() else {
        return quote!(type Subject = #runtime::NoSubject;);
    };
    let (ident, name) = (&field.ident, member.name());
    let inner = of(field);
    let (ty, read) = match inner {
        Some(inner) => (inner.to_token_stream(), quote!(as_ref)),
        None => (quote!(::core::primitive::str), quote!(as_deref)),
    };
    // rustc reports at the field's type what is wrong with it, such as a type that is more private than the
    // session.
    let subject = quote_spanned!(inner.map_or_else(Span::call_site, start)=> type Subject = #ty;);
    quote! {
        #subject
        const SUBJECT: ::core::option::Option<&'static ::core::primitive::str> =
            ::core::option::Option::Some(#name);
        fn subject_member(&self) -> ::core::option::Option<&#ty> {
            self.#ident.#read()
        }
    }
}

/// `T: ::iron_session::__private::Member`, if the subject depends on a parameter.
pub(crate) fn bound(model: &Model) -> Option<WherePredicate> {
    let runtime = &model.runtime;
    let ty = model.subject().and_then(|(field, _)| of(field)).filter(|ty| model.is_generic(ty))?;
    Some(parse_quote!(#ty: #runtime::__private::Member))
}

/// The type inside the `Option`, unless it is a `String`.
fn of(field: &Field) -> Option<&Type> {
    match &field.shape {
        Shape::OptionPlain(inner) | Shape::Option(inner) => Some(inner),
        _ => None,
    }
}
