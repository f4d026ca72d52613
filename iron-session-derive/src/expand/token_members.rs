//! How a token reads its members: not over a default, as a session does, since a missing member is a mistake.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::expand::{codec, default_impl, members, never, writing};
use crate::model::{Field, Form, Member, Model};

/// ```text
/// fn read_members(__source: &mut MemberReader<'_>) -> Result<Self, Rejection> {
///     type __Codec<__T> = ::iron_session::__private::Codec<__T>;
///     let mut __member_email: Option<String> = None;
///     let _ = read_token::<Self>(__source, |__source| {
///         __Codec::<_>::read_required(__source, ",\"email\":", &mut __member_email)
///     })?;
///     Ok(Self { email: __source.required("email", __member_email)? })
/// }
/// ```
pub(crate) fn read_members(model: &Model) -> TokenStream {
    let whole = model.fields.iter().map(|field| {
        let (ident, value) = (&field.ident, finished(model, field));
        quote!(#ident: #value)
    });
    function(model, &quote!(::core::result::Result::Ok(Self { #(#whole),* })))
}

/// The same for a struct with mistakes, which cannot be made.
pub(crate) fn stub(model: &Model) -> TokenStream {
    function(model, &never::never())
}

fn function(model: &Model, end: &TokenStream) -> TokenStream {
    let runtime = &model.runtime;
    let aliases = codec::aliases(runtime, model.coded());
    let places = model.fields.iter().filter(|field| !field.is_skipped() && !field.is_broken);
    let places = places.map(|field| place(model, field));
    let reads: Vec<_> =
        members::sound(model).map(|(index, field, member)| read(index, field, member)).collect();
    let (reads, rest) = (writing::in_order(&reads), rest(model));
    let rest_name = if rest.is_some() { quote!(__rest) } else { quote!(_) };
    quote! {
        fn read_members(
            __source: &mut #runtime::__private::MemberReader<'_>,
        ) -> ::core::result::Result<Self, #runtime::Rejection> {
            #aliases
            #(#places)*
            let #rest_name = #runtime::__private::read_token::<Self>(__source, |__source| { #reads })?;
            #rest
            #end
        }
    }
}

/// Where a member is kept until all are read: `__member_email`
fn local(field: &Field) -> Ident {
    format_ident!("__member_{}", field.name())
}

/// `let mut __member_email: Option<String> = None;`, or the default of a member that may be missing.
fn place(model: &Model, field: &Field) -> TokenStream {
    let (local, ty) = (local(field), &field.ty);
    if field.is_required() {
        quote!(let mut #local: ::core::option::Option<#ty> = ::core::option::Option::None;)
    } else {
        let default = default_impl::value(model, field);
        quote!(let mut #local: #ty = #default;)
    }
}

/// ```text
/// __Codec::<_>::read_required(__source, ",\"email\":", &mut __member_email)
/// __source.read_required_with::<Self, _, 3>(",\"token\":", &mut __member_token)
/// ```
///
/// A member that may be missing is read over its default, as a session reads it.
fn read(index: usize, field: &Field, member: &Member) -> TokenStream {
    let (local, key) = (local(field), members::key(member.name()));
    match &member.form {
        _ if !field.is_required() => members::read(index, field, member, &quote!(#local)),
        Form::With(_) => quote!(__source.read_required_with::<Self, _, #index>(#key, &mut #local)),
        Form::Plain | Form::Expiring(..) => {
            codec::call(field, "read_required", quote!(__source, #key, &mut #local))
        }
    }
}

/// `__source.rest("rest", __Codec::<_>::read_rest_required(__rest, &mut __member_rest))?;`
fn rest(model: &Model) -> Option<TokenStream> {
    let field = model.flattened().filter(|field| !field.is_broken)?;
    let (local, name) = (local(field), field.name());
    let function = match (field.is_required(), field.or_default) {
        (true, _) => "read_rest_required",
        (false, true) => "read_rest_or_default",
        (false, false) => "read_rest",
    };
    let read = codec::call(field, function, quote!(__rest, &mut #local));
    Some(quote!(__source.rest(#name, #read)?;))
}

/// The value of a field, after all members are read.
fn finished(model: &Model, field: &Field) -> TokenStream {
    let local = local(field);
    match field.member() {
        _ if field.is_skipped() => default_impl::value(model, field),
        _ if !field.is_required() => quote!(#local),
        Some(member) => {
            let name = member.name();
            quote!(__source.required(#name, #local)?)
        }
        None => {
            let name = field.name();
            quote!(__source.required(#name, #local)?)
        }
    }
}
