//! The inherent methods that read and write a session's fields.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Accessor, Action, Field, Model, Shape};

/// ```text
/// impl Visit {
///     /// How often the visitor came.
///     pub fn count(&self) -> u32 { self.count }
///     ..
/// }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let accessors =
        model.fields.iter().flat_map(|field| field.accessors.iter().map(move |accessor| (field, accessor)));
    // After the message about a name that is taken, rustc need not report a second method of that name.
    let mut taken = HashSet::new();
    let accessors = accessors.filter(|(_, accessor)| taken.insert(accessor.name.to_string()));
    let methods = accessors.map(|(field, accessor)| method(model, field, accessor));
    quote! {
        // Not every accessor is used, and a field's type may be more private than its session. What else is
        // wrong with a field, rustc reports at the field.
        #[automatically_derived]
        #[allow(dead_code, deprecated, non_snake_case, private_interfaces, unreachable_pub)]
        impl #impl_generics #ident #ty_generics #where_clause {
            #(#methods)*
        }
    }
}

/// ```text
/// /// How often the visitor came.
/// pub fn count(&self) -> u32 { self.count }
/// ```
fn method(model: &Model, field: &Field, accessor: &Accessor) -> TokenStream {
    let (docs, deprecated) = (docs(field, accessor.action), &field.deprecated);
    let (vis, name) = (&model.vis, &accessor.name);
    let signature_and_body = match accessor.action {
        Action::Read => read(field),
        Action::Set => set(field),
        Action::Borrow => borrow(field),
        Action::Clear => clear(field),
        Action::Take => take(field),
        Action::Reset => reset(model, field),
    };
    quote!(#docs #deprecated #vis fn #name #signature_and_body)
}

/// `#[doc = " Sets the session's `count`."] #[doc = ""] #[doc = " How often the visitor came."]`
///
/// The accessor that reads has the field's own documentation, the others have a line before it.
fn docs(field: &Field, action: Action) -> TokenStream {
    let (own, name) = (&field.docs, field.name());
    let line = match action {
        Action::Read => format!(" The session's `{name}`."),
        Action::Set => format!(" Sets the session's `{name}`."),
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

/// `(&self) -> u32 { self.count }`
fn read(field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
    match &field.shape {
        Shape::Plain => quote!((&self) -> #ty { self.#ident }),
        Shape::String => quote!((&self) -> &::core::primitive::str { self.#ident.as_str() }),
        Shape::Vec(item) => quote!((&self) -> &[#item] { self.#ident.as_slice() }),
        Shape::OptionPlain(item) => quote!((&self) -> ::core::option::Option<#item> { self.#ident }),
        Shape::OptionString => {
            quote!((&self) -> ::core::option::Option<&::core::primitive::str> { self.#ident.as_deref() })
        }
        Shape::Option(item) => quote!((&self) -> ::core::option::Option<&#item> { self.#ident.as_ref() }),
        Shape::Expiring(item) => quote!((&self) -> ::core::option::Option<&#item> { self.#ident.get() }),
        Shape::Other => quote!((&self) -> &#ty { &self.#ident }),
    }
}

/// `(&mut self, value: u32) { self.count = value; }`
fn set(field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
    let into_string = quote!(impl ::core::convert::Into<::std::string::String>);
    match &field.shape {
        Shape::Plain | Shape::Vec(_) | Shape::Other => {
            quote!((&mut self, value: #ty) { self.#ident = value; })
        }
        Shape::String => {
            quote!((&mut self, value: #into_string) { self.#ident = ::core::convert::Into::into(value); })
        }
        Shape::OptionString => quote!((&mut self, value: #into_string) {
            self.#ident = ::core::option::Option::Some(::core::convert::Into::into(value));
        }),
        // No `Into`: the type of an integer literal could not be inferred.
        Shape::OptionPlain(item) | Shape::Option(item) => quote!((&mut self, value: #item) {
            self.#ident = ::core::option::Option::Some(value);
        }),
        Shape::Expiring(item) => quote!((&mut self, value: #item) { self.#ident.set(value); }),
    }
}

/// `(&mut self) -> &mut u32 { &mut self.count }`
fn borrow(field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
    quote!((&mut self) -> &mut #ty { &mut self.#ident })
}

/// `(&mut self) { self.user = None; }`
fn clear(field: &Field) -> TokenStream {
    let ident = &field.ident;
    if field.shape.is_option() {
        quote!((&mut self) { self.#ident = ::core::option::Option::None; })
    } else {
        quote!((&mut self) { self.#ident.clear(); })
    }
}

/// `(&mut self) -> Option<u64> { self.user.take() }`
fn take(field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
    match &field.shape {
        Shape::Expiring(item) => quote!((&mut self) -> ::core::option::Option<#item> { self.#ident.take() }),
        shape if shape.is_option() => quote!((&mut self) -> #ty { self.#ident.take() }),
        // Emitted only together with the message that `flash` is for an `Option`.
        _ => quote!((&mut self) -> #ty { ::core::unreachable!("the session type did not compile") }),
    }
}

/// `(&mut self) { swap(&mut self.count, &mut <Self as Default>::default().count); }`
///
/// The field gets what a new session has: the declared default, or the one in the struct's own `Default`.
fn reset(model: &Model, field: &Field) -> TokenStream {
    let ident = &field.ident;
    let bound = if model.has_parameters() {
        Some(quote!(where Self: ::core::default::Default))
    } else {
        // If the user's impl is missing, the session trait says so. `for<'__any>` keeps rustc from saying it
        // here again.
        model.own_default.then(|| quote!(where for<'__any> Self: ::core::default::Default))
    };
    quote! {
        (&mut self) #bound {
            // Swapped, since nothing can be moved out of a session that implements `Drop`.
            ::core::mem::swap(&mut self.#ident, &mut <Self as ::core::default::Default>::default().#ident);
        }
    }
}
