//! What the user wrote, with defaults filled and keys checked against each other, ready to be expanded.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Fields, GenericParam, Generics, Ident, Path, Type, Visibility};

use crate::accessors;
use crate::attr::{self, StructKeys};
use crate::case::Case;
use crate::cookie::{self, Cookie};
use crate::errors::Errors;
use crate::field::{Field, refuse_serde};

/// The runtime marks seen members in a bitset of this size.
const MAX_MEMBERS: usize = 256;

/// A session struct. If there were errors it holds what could be understood, enough for a stub.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    /// The path to the runtime crate.
    pub(crate) runtime: TokenStream,
    pub(crate) cookie: Cookie,
    /// Whether `Default` is the user's.
    pub(crate) own_default: bool,
    pub(crate) fields: Vec<Field>,
}

/// Reads and checks the input; none if it is no struct with named fields.
pub(crate) fn build(input: &DeriveInput, errors: &mut Errors) -> Option<Model> {
    let fields = named_fields(input, errors)?;
    for lifetime in input.generics.lifetimes() {
        errors.push(
            lifetime.lifetime.span(),
            "a session owns its data, since it outlives the request's bytes; remove the lifetime and write `String`, \
             `Vec<..>` or another owned type",
        );
    }
    let keys = attr::on_struct(&input.attrs, errors);
    let ignore_serde = keys.ignore_serde.is_some();
    if let (Some(serde), false) = (attr::serde_attribute(&input.attrs), ignore_serde) {
        refuse_serde(serde, errors);
    }
    let runtime = runtime_path(keys.krate.as_ref().map(|given| &given.value));
    let rename_all = rename_rule(&keys, errors);
    let fields: Vec<Field> =
        fields.iter().filter_map(|field| Field::build(field, rename_all, ignore_serde, errors)).collect();
    let model = Model {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        generics: input.generics.clone(),
        cookie: cookie::build(&keys, &runtime, errors),
        runtime,
        own_default: keys.default.is_some(),
        fields,
    };
    model.check_defaults(errors);
    model.check_members(errors);
    accessors::check(&model, errors);
    Some(model)
}

impl Model {
    /// The fields that are sealed, with their sealed names.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.fields.iter().filter_map(|field| Some((field, field.member.as_deref()?)))
    }

    /// Whether a type depends on the struct's type parameters, so that its bounds have to be stated.
    pub(crate) fn is_generic(&self, ty: &Type) -> bool {
        let parameters: Vec<&Ident> = self.generics.type_params().map(|parameter| &parameter.ident).collect();
        mentions(ty.to_token_stream(), &parameters)
    }

    pub(crate) fn has_type_parameters(&self) -> bool {
        self.generics.params.iter().any(|parameter| matches!(parameter, GenericParam::Type(_)))
    }

    fn check_defaults(&self, errors: &mut Errors) {
        let declared = self.fields.iter().filter_map(|field| field.default.as_ref());
        for default in declared.filter(|_| self.own_default) {
            errors.push(
                syn::spanned::Spanned::span(default),
                "the struct has a `Default` of its own, which decides; remove this one, or `default` on the struct",
            );
        }
    }

    fn check_members(&self, errors: &mut Errors) {
        let mut names: HashMap<&str, &Field> = HashMap::new();
        for (field, member) in self.members() {
            if let Some(first) = names.insert(member, field) {
                errors.push(
                    field.member_span,
                    format_args!(
                        "`{member}` is already the sealed name of field `{}`; rename one of them",
                        first.name()
                    ),
                );
            }
        }
        if let Some((field, _)) = self.members().nth(MAX_MEMBERS) {
            errors.push(
                field.ident.span(),
                "a session has at most 256 members; group some in a struct of their own",
            );
        }
    }
}

/// The fields of a struct with named fields; anything else is told how to become one.
fn named_fields<'a>(
    input: &'a DeriveInput,
    errors: &mut Errors,
) -> Option<&'a syn::punctuated::Punctuated<syn::Field, syn::Token![,]>> {
    let name = &input.ident;
    let (span, message) = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(&fields.named),
            Fields::Unnamed(_) => (
                name.span(),
                format!("a session is a struct with named fields; write `struct {name} {{ .. }}`"),
            ),
            Fields::Unit => (
                name.span(),
                format!("a session is a struct with named fields; write `struct {name} {{}}` or add some"),
            ),
        },
        Data::Enum(data) => (
            data.enum_token.span,
            format!(
                "a session is a struct with named fields; write `struct {name} {{ .. }}` and keep the enum in a field"
            ),
        ),
        Data::Union(data) => (
            data.union_token.span,
            format!("a session is a struct with named fields; write `struct {name} {{ .. }}`"),
        ),
    };
    errors.push(span, message);
    None
}

fn rename_rule(keys: &StructKeys, errors: &mut Errors) -> Option<Case> {
    let given = keys.rename_all.as_ref()?;
    let rule = Case::from_name(&given.value.value());
    if rule.is_none() {
        let known: Vec<_> = Case::names().collect();
        errors.push(
            given.value.span(),
            format_args!("unknown rule `{}`; known are `{}`", given.value.value(), known.join("`, `")),
        );
    }
    rule
}

/// `::iron_session`, or the user's path with every token at the derive's span.
fn runtime_path(given: Option<&Path>) -> TokenStream {
    match given {
        Some(path) => path.to_token_stream(),
        None => quote!(::iron_session),
    }
}

fn mentions(tokens: TokenStream, idents: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => idents.iter().any(|known| **known == ident),
        TokenTree::Group(group) => mentions(group.stream(), idents),
        _ => false,
    })
}
