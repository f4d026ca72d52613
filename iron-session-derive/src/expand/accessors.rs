//! The inherent methods that read and write a session's fields.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use crate::attr::names;
use crate::errors::Errors;
use crate::model::Model;
use crate::model::field::{Access, Field};
use crate::model::shape::Shape;

/// Names that accessors may not take, since `Session`, a trait of the prelude or `IronSession` answers to them.
const RESERVED: [&str; 18] = [
    "save",
    "destroy",
    "renew",
    "restart",
    "meta",
    "set_cookies",
    "load",
    "try_load",
    "default",
    "clone",
    "deref",
    "deref_mut",
    "into",
    "try_into",
    "write_members",
    "read_members",
    "read_rest",
    "read_older",
];

/// One method.
struct Accessor {
    name: Ident,
    /// The key that gives it another name, if there is one.
    key: Option<&'static str>,
    doc: Doc,
    /// Parameters, result and body.
    rest: TokenStream,
}

/// Whether a method bears the field's own documentation, or a line of ours before it.
enum Doc {
    Field,
    Verb(String),
}

/// Reports fields with an accessor whose name is taken by the session itself or by another accessor.
///
/// Names that `get` and `set` chose come last, so that of two accessors of one name theirs is blamed.
pub(crate) fn check(model: &Model, errors: &mut Errors) {
    let mut taken: HashMap<String, String> = HashMap::new();
    for chosen in [false, true] {
        for field in &model.fields {
            let accessors =
                of(model, field).into_iter().filter(|accessor| accessor.is_chosen(field) == chosen);
            let clashes = accessors.filter_map(|accessor| accessor.clash(field, &mut taken));
            // The names that come from the field's own are wrong together, and told once.
            let told = if chosen { usize::MAX } else { 1 };
            for (span, message) in clashes.collect::<Vec<_>>().into_iter().take(told) {
                errors.push(span, message);
            }
        }
    }
}

impl Accessor {
    /// Whether `get` or `set` gave it a name that does not come from the field's.
    fn is_chosen(&self, field: &Field) -> bool {
        match self.key {
            Some(names::GET) => self.name != field.ident,
            Some(names::SET) => self.name != named(field, "set_", ""),
            _ => false,
        }
    }

    /// Takes the name, or says who has it.
    fn clash(&self, field: &Field, taken: &mut HashMap<String, String>) -> Option<(Span, String)> {
        let (name, member) = (self.name.unraw().to_string(), field.name());
        let clash = if RESERVED.contains(&name.as_str()) {
            format!("would stand in the way of the session's own `{name}`")
        } else {
            match taken.insert(name.clone(), member.clone())? {
                other if other == member => "has the name of another accessor of this field".to_owned(),
                other => format!("of this field is also one of field `{other}`"),
            }
        };
        let advice = match self.key {
            Some(key) => format!("choose another name with `#[iron({key} = ..)]`"),
            None => format!(
                "name the field otherwise, and keep its sealed name with `#[iron(rename = \"{member}\")]`"
            ),
        };
        Some((self.name.span(), format!("the accessor `{name}` {clash}; {advice}")))
    }
}

/// ```text
/// impl Visit {
///     /// How often the visitor came.
///     pub fn count(&self) -> u32 { self.count }
///     ..
/// }
/// ```
pub(crate) fn expand(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let accessors =
        model.fields.iter().flat_map(|field| of(model, field).into_iter().map(move |one| (field, one)));
    // Beside the message about a name that is taken, a second method of that name would be another one.
    let mut taken = HashSet::new();
    let accessors = accessors.filter(|(_, accessor)| taken.insert(accessor.name.to_string()));
    let methods = accessors.map(|(field, Accessor { name, doc, rest, .. })| {
        let (docs, deprecated) = (docs(field, &doc), &field.deprecated);
        quote!(#docs #deprecated #vis fn #name #rest)
    });
    quote! {
        // Not every accessor is used, and a field's type may be more private than its session. What else a field is
        // blamed for, rustc says at the field.
        #[automatically_derived]
        #[allow(dead_code, deprecated, non_snake_case, private_interfaces, unreachable_pub)]
        impl #impl_generics #ident #ty_generics #where_clause {
            #(#methods)*
        }
    }
}

fn docs(field: &Field, doc: &Doc) -> TokenStream {
    let own = &field.docs;
    match doc {
        Doc::Field if own.is_empty() => {
            let line = format!(" The session's `{}`.", field.name());
            quote!(#[doc = #line])
        }
        Doc::Field => quote!(#(#own)*),
        Doc::Verb(line) if own.is_empty() => quote!(#[doc = #line]),
        Doc::Verb(line) => quote!(#[doc = #line] #[doc = ""] #(#own)*),
    }
}

/// The accessors of a field, by its shape and what it asks for.
fn of(model: &Model, field: &Field) -> Vec<Accessor> {
    let (get, set_name) = match &field.access {
        Access::None => return Vec::new(),
        Access::Flash { set: name } => return vec![set(field, name), take(field)],
        Access::All { get, set } => (get, set),
    };
    let mut accessors = vec![read(field, get), set(field, set_name)];
    match field.shape {
        Shape::Expiring(_) => accessors.extend([clear(field), take(field)]),
        Shape::Option(_) | Shape::OptionPlain(_) | Shape::OptionString => {
            accessors.extend([borrow(field), clear(field), take(field)]);
        }
        _ => accessors.extend([borrow(field), reset(model, field)]),
    }
    accessors
}

fn read(field: &Field, name: &Ident) -> Accessor {
    let Field { ident, ty, .. } = field;
    let rest = match &field.shape {
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
    };
    Accessor { name: name.clone(), key: Some(names::GET), doc: Doc::Field, rest }
}

fn set(field: &Field, name: &Ident) -> Accessor {
    let Field { ident, ty, .. } = field;
    let into_string = quote!(impl ::core::convert::Into<::std::string::String>);
    let rest = match &field.shape {
        Shape::Plain | Shape::Vec(_) | Shape::Other => {
            quote!((&mut self, value: #ty) { self.#ident = value; })
        }
        Shape::String => {
            quote!((&mut self, value: #into_string) { self.#ident = ::core::convert::Into::into(value); })
        }
        Shape::OptionString => quote!((&mut self, value: #into_string) {
            self.#ident = ::core::option::Option::Some(::core::convert::Into::into(value));
        }),
        // No `Into`: an integer literal would not infer.
        Shape::OptionPlain(item) | Shape::Option(item) => quote!((&mut self, value: #item) {
            self.#ident = ::core::option::Option::Some(value);
        }),
        Shape::Expiring(item) => quote!((&mut self, value: #item) { self.#ident.set(value); }),
    };
    Accessor { key: Some(names::SET), ..verb(field, name.clone(), "Sets", rest) }
}

fn borrow(field: &Field) -> Accessor {
    let Field { ident, ty, .. } = field;
    let name = named(field, "", "_mut");
    verb(field, name, "Borrows mutably", quote!((&mut self) -> &mut #ty { &mut self.#ident }))
}

fn clear(field: &Field) -> Accessor {
    let ident = &field.ident;
    let rest = if field.shape.is_option() {
        quote!((&mut self) { self.#ident = ::core::option::Option::None; })
    } else {
        quote!((&mut self) { self.#ident.clear(); })
    };
    verb(field, named(field, "clear_", ""), "Clears", rest)
}

fn take(field: &Field) -> Accessor {
    let Field { ident, ty, .. } = field;
    let rest = match &field.shape {
        Shape::Expiring(item) => quote!((&mut self) -> ::core::option::Option<#item> { self.#ident.take() }),
        shape if shape.is_option() => quote!((&mut self) -> #ty { self.#ident.take() }),
        // Only beside the message that `flash` is for an `Option`.
        _ => quote!((&mut self) -> #ty { ::core::unreachable!("the session type did not compile") }),
    };
    verb(field, named(field, "take_", ""), "Takes out", rest)
}

/// Back to what a new session has: the declared default, or the one in the struct's own `Default`.
fn reset(model: &Model, field: &Field) -> Accessor {
    let ident = &field.ident;
    let bound = if model.has_parameters() {
        Some(quote!(where Self: ::core::default::Default))
    } else {
        // If the user's impl is missing, the session trait says so; `for<'__any>` keeps rustc from saying it here again.
        model.own_default.then(|| quote!(where for<'__any> Self: ::core::default::Default))
    };
    let rest = quote! {
        (&mut self) #bound {
            // Swapped, since nothing can be moved out of a session that implements `Drop`.
            ::core::mem::swap(&mut self.#ident, &mut <Self as ::core::default::Default>::default().#ident);
        }
    };
    verb(field, named(field, "reset_", ""), "Resets", rest)
}

fn named(field: &Field, before: &str, after: &str) -> Ident {
    format_ident!("{before}{}{after}", field.name(), span = field.ident.span())
}

fn verb(field: &Field, name: Ident, verb: &str, rest: TokenStream) -> Accessor {
    let doc = Doc::Verb(format!(" {verb} the session's `{}`.", field.name()));
    Accessor { name, key: None, doc, rest }
}
