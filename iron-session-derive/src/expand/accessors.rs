//! The inherent methods that read and write a session's fields.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Type};

use crate::expand::never::never;
use crate::model::{Accessor, Action, Field, Model, Shape};

/// ```text
/// impl Visit {
///     /// How often the visitor came.
///     pub fn count(&self) -> u32 { self.count }
///     ..
/// }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let methods = all(model).map(|(field, accessor)| method(model, field, accessor, field.is_broken));
    inherent(model, &methods.collect())
}

/// The accessors of a struct with mistakes. After the message about a name that is taken, rustc need not
/// report a second method of that name.
pub(crate) fn stub(model: &Model) -> TokenStream {
    let mut taken = HashSet::new();
    let accessors = all(model).filter(|(_, accessor)| taken.insert(accessor.name.to_string()));
    // A struct whose last field has no size cannot have a default.
    let is_broken = |field: &Field, action| field.is_broken || matches!(action, Action::Reset);
    let methods =
        accessors.map(|(field, accessor)| method(model, field, accessor, is_broken(field, accessor.action)));
    inherent(model, &methods.collect())
}

fn all(model: &Model) -> impl Iterator<Item = (&Field, &Accessor)> {
    model.fields.iter().flat_map(|field| field.accessors.iter().map(move |accessor| (field, accessor)))
}

fn inherent(model: &Model, methods: &TokenStream) -> TokenStream {
    let ident = &model.ident;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    quote! {
        // Not every accessor is used, and a field's type may be more private than its session. What else is
        // wrong with a field, rustc reports at the field.
        #[automatically_derived]
        #[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
        #[allow(unreachable_pub, clippy::impl_trait_in_params)]
        impl #impl_generics #ident #ty_generics #where_clause {
            #methods
        }
    }
}

/// ```text
/// /// How often the visitor came.
/// pub fn count(&self) -> u32 { self.count }
/// ```
fn method(model: &Model, field: &Field, accessor: &Accessor, is_broken: bool) -> TokenStream {
    let (docs, deprecated) = (docs(field, accessor.action), &field.deprecated);
    let (vis, name) = (accessor.vis.as_ref().unwrap_or(&model.vis), &accessor.name);
    let (signature, body) = match accessor.action {
        Action::Read if field.is_copy => read_copy(field),
        Action::Read => read(field),
        Action::Set => set(field),
        Action::Put => put(field),
        Action::Borrow => borrow(field),
        Action::Clear => clear(field),
        Action::Take => take(field),
        Action::Reset => reset(model, field),
    };
    // rustc need not say what follows from a mistake.
    let body = if is_broken { never() } else { body };
    quote!(#docs #deprecated #vis fn #name #signature { #body })
}

/// An accessor's parameters and type, and its body.
type Parts = (TokenStream, TokenStream);

/// `#[doc = " Sets the session's `count`."] #[doc = ""] #[doc = " How often the visitor came."]`
///
/// The accessor that reads has the field's own documentation, the others have a line before it.
fn docs(field: &Field, action: Action) -> TokenStream {
    let (own, name) = (own_docs(field), field.name());
    let line = match action {
        Action::Read => format!(" The session's `{name}`."),
        Action::Set => format!(" Sets the session's `{name}`."),
        Action::Put => format!(" Sets the session's `{name}`, or clears it."),
        Action::Borrow => format!(" Borrows mutably the session's `{name}`."),
        Action::Clear => format!(" Clears the session's `{name}`."),
        Action::Take => format!(" Takes out the session's `{name}`."),
        Action::Reset => format!(" Resets the session's `{name}`."),
    };
    match action {
        _ if own.is_empty() => quote!(#[doc = #line]),
        Action::Read => quote!(#(#own)*),
        _ => quote!(#[doc = #line] #[doc = ""] #(#own)*),
    }
}

/// The field's documentation. An example in it is a test of the field, and not one more of each accessor.
fn own_docs(field: &Field) -> Vec<TokenStream> {
    let line = |doc: &Attribute| {
        let text = &doc.meta;
        if field.docs.may_have_code { quote!(#[cfg_attr(not(doctest), #text)]) } else { quote!(#doc) }
    };
    field.docs.lines.iter().map(line).collect()
}

/// `(&self) -> u32` and `self.count`
fn read(field: &Field) -> Parts {
    let Field { ident, ty, .. } = field;
    match &field.shape {
        Shape::Plain => (quote!((&self) -> #ty), quote!(self.#ident)),
        Shape::String => (quote!((&self) -> &::core::primitive::str), quote!(self.#ident.as_str())),
        Shape::Vec(item) => (quote!((&self) -> &[#item]), quote!(self.#ident.as_slice())),
        Shape::OptionPlain(item) => (quote!((&self) -> ::core::option::Option<#item>), quote!(self.#ident)),
        Shape::OptionString => (
            quote!((&self) -> ::core::option::Option<&::core::primitive::str>),
            quote!(self.#ident.as_deref()),
        ),
        Shape::Option(item) => {
            (quote!((&self) -> ::core::option::Option<&#item>), quote!(self.#ident.as_ref()))
        }
        Shape::Expiring(item) => {
            (quote!((&self) -> ::core::option::Option<&#item>), quote!(self.#ident.get()))
        }
        Shape::Other => (quote!((&self) -> &#ty), quote!(&self.#ident)),
    }
}

/// `(&self) -> Role where Role: Copy` and `self.role`
///
/// rustc reports a type that is not `Copy` at the bound, which has the place of the type.
fn read_copy(field: &Field) -> Parts {
    let Field { ident, ty, .. } = field;
    let of_option = |item: &Type| quote!(::core::option::Option<#item>);
    let (copied, read, value) = match &field.shape {
        Shape::Option(item) | Shape::OptionPlain(item) => (item, of_option(item), quote!(self.#ident)),
        Shape::Expiring(item) => (item, of_option(item), quote!(self.#ident.get().copied())),
        _ => (ty, quote!(#ty), quote!(self.#ident)),
    };
    let copy = quote_spanned!(copied.span()=> ::core::marker::Copy);
    let bound = (!field.is_broken).then(|| quote!(where #copied: #copy));
    (quote!((&self) -> #read #bound), value)
}

/// `(&mut self, value: u32)` and `self.count = value;`
fn set(field: &Field) -> Parts {
    let Field { ident, ty, .. } = field;
    let into_string = quote!((&mut self, value: impl ::core::convert::Into<::std::string::String>));
    match &field.shape {
        Shape::Plain | Shape::Vec(_) | Shape::Other => {
            (quote!((&mut self, value: #ty)), quote!(self.#ident = value;))
        }
        Shape::String => (into_string, quote!(self.#ident = ::core::convert::Into::into(value);)),
        Shape::OptionString => (
            into_string,
            quote!(self.#ident = ::core::option::Option::Some(::core::convert::Into::into(value));),
        ),
        // No `Into`: the type of an integer literal could not be inferred.
        Shape::OptionPlain(item) | Shape::Option(item) => {
            (quote!((&mut self, value: #item)), quote!(self.#ident = ::core::option::Option::Some(value);))
        }
        Shape::Expiring(item) => (quote!((&mut self, value: #item)), quote!(self.#ident.set(value);)),
    }
}

/// `(&mut self, value: Option<u64>)` and `self.user = value;`
fn put(field: &Field) -> Parts {
    let Field { ident, ty, .. } = field;
    (quote!((&mut self, value: #ty)), quote!(self.#ident = value;))
}

/// `(&mut self) -> &mut u32` and `&mut self.count`
fn borrow(field: &Field) -> Parts {
    let Field { ident, ty, .. } = field;
    (quote!((&mut self) -> &mut #ty), quote!(&mut self.#ident))
}

/// `(&mut self)` and `self.user = None;`
fn clear(field: &Field) -> Parts {
    let ident = &field.ident;
    let body = if field.shape.is_option() {
        quote!(self.#ident = ::core::option::Option::None;)
    } else {
        quote!(self.#ident.clear();)
    };
    (quote!((&mut self)), body)
}

/// `(&mut self) -> Option<u64>` and `self.user.take()`
fn take(field: &Field) -> Parts {
    let Field { ident, ty, .. } = field;
    let of_option = |item| quote!(::core::option::Option<#item>);
    let value = field.shape.value_type().map_or_else(|| quote!(#ty), of_option);
    let signature = quote!((&mut self) -> #value);
    (signature, quote!(self.#ident.take()))
}

/// `(&mut self)` and `swap(&mut self.count, &mut <Self as Default>::default().count);`
///
/// The field gets what a new session has: the declared default, or the one in the struct's own `Default`.
fn reset(model: &Model, field: &Field) -> Parts {
    let ident = &field.ident;
    let bound = if model.has_parameters() {
        Some(quote!(where Self: ::core::default::Default))
    } else {
        // If the user's impl is missing, the session trait says so. `for<'__any>` keeps rustc from saying it
        // here again.
        model.own_default.then(|| quote!(where for<'__any> Self: ::core::default::Default))
    };
    let default = quote!(<Self as ::core::default::Default>::default().#ident);
    let body = if matches!(field.shape, Shape::Plain) {
        quote!(self.#ident = #default;)
    } else {
        // Swapped, since nothing can be moved out of a session that implements `Drop`.
        quote!(::core::mem::swap(&mut self.#ident, &mut #default);)
    };
    (quote!((&mut self) #bound), body)
}
