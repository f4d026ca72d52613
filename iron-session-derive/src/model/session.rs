//! What the user wrote, with defaults filled and keys checked against each other, ready to be expanded.

use std::collections::{HashMap, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics, Ident, Path, Type, Visibility, parse_quote};

use crate::attr::{Given, StructKeys, Written};
use crate::errors::Errors;
use crate::model::case::Case;
use crate::model::clashes;
use crate::model::cookie::{self, Cookie};
use crate::model::field::{Field, Member, Sealed};
use crate::model::format;
use crate::model::schema::{self, Schema};
use crate::model::serde_attributes;

/// The runtime marks seen members in a bitset of this size.
const MAX_MEMBERS: usize = 256;

/// A session struct. If there were errors it holds what could be understood, enough for a stub.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    /// The path to the runtime crate.
    pub(crate) runtime: Path,
    pub(crate) cookie: Cookie,
    pub(crate) schema: Schema,
    /// Whether the format is that of iron-session for JavaScript.
    is_shared: bool,
    /// Whether `Default` is the user's.
    pub(crate) own_default: bool,
    pub(crate) fields: Vec<Field>,
}

/// Checks what was written, and says what it means.
pub(crate) fn build(written: Written, errors: &mut Errors) -> Model {
    for lifetime in written.generics.lifetimes() {
        errors.push(
            lifetime.lifetime.span(),
            "a session owns its data, since it outlives the request's bytes; remove the lifetime and write `String`, \
             `Vec<..>` or another owned type",
        );
    }
    serde_attributes::check(&written, errors);
    let Written { ident, vis, generics, keys, fields, .. } = written;
    let rename_all = rename_rule(&keys, errors);
    let cookie = cookie::build(&keys, errors);
    let mut fields: Vec<Field> =
        fields.into_iter().map(|field| Field::build(field, rename_all, errors)).collect();
    // rustc says that a field is declared twice; nothing needs to follow from it.
    let mut declared = HashSet::new();
    fields.retain(|field| declared.insert(field.name()));
    let model = Model {
        ident,
        vis,
        generics,
        is_shared: keys.format.is_some(),
        own_default: keys.default.is_some(),
        cookie,
        schema: schema::build(&keys, errors),
        runtime: runtime_path(keys.krate),
        fields,
    };
    model.check_defaults(errors);
    model.check_names(errors);
    model.check_members(errors);
    clashes::check(&model.fields, errors);
    model
}

impl Model {
    /// The fields that are members of the sealed JSON.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&Field, &Member)> {
        self.fields.iter().filter_map(|field| Some((field, field.member()?)))
    }

    /// The field that holds the members which the struct does not name.
    pub(crate) fn flattened(&self) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(field.sealed, Sealed::Flattened(_)))
    }

    /// Whether a type depends on the struct's type or const parameters, so that its bounds have to be stated.
    pub(crate) fn is_generic(&self, ty: &Type) -> bool {
        let parameters: Vec<&Ident> = self.parameters().collect();
        mentions(ty.to_token_stream(), &parameters)
    }

    pub(crate) fn has_parameters(&self) -> bool {
        self.parameters().next().is_some()
    }

    fn parameters(&self) -> impl Iterator<Item = &Ident> {
        self.generics.params.iter().filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(&parameter.ident),
            GenericParam::Const(parameter) => Some(&parameter.ident),
            GenericParam::Lifetime(_) => None,
        })
    }

    fn check_defaults(&self, errors: &mut Errors) {
        let declared = self.fields.iter().filter_map(|field| field.default.as_ref());
        for default in declared.filter(|_| self.own_default) {
            errors.push(
                default.key,
                "the struct has a `Default` of its own, which decides; remove this one, or `default` on the struct",
            );
        }
    }

    /// Sealed names that stand for two fields. A clash of a field's name with an alias is told at the alias.
    fn check_names(&self, errors: &mut Errors) {
        let mut taken: HashMap<&str, &Field> = HashMap::new();
        for (field, member) in self.members() {
            let (name, span) = &member.names[0];
            if let Some(first) = taken.insert(name, field) {
                errors.push(
                    *span,
                    format_args!(
                        "`{name}` is already the sealed name of field `{}`; rename one of them",
                        first.name()
                    ),
                );
            }
        }
        for (field, member) in self.members() {
            for (alias, span) in &member.names[1..] {
                let Some(first) = taken.insert(alias, field) else { continue };
                if std::ptr::eq(first, field) {
                    errors.push(
                        *span,
                        format_args!("this field is read as `{alias}` already; remove this alias"),
                    );
                } else {
                    errors.push(
                        *span,
                        format_args!(
                            "`{alias}` is read as field `{}` already; remove this alias, or rename that field",
                            first.name()
                        ),
                    );
                }
            }
        }
    }

    fn check_members(&self, errors: &mut Errors) {
        let shared = self.members().filter(|_| self.is_shared).flat_map(|(_, member)| &member.names);
        for (name, span) in shared.filter(|(name, _)| format::METHODS.contains(&name.as_str())) {
            errors.push(
                *span,
                format_args!("`{name}` is a method of iron-session's session object, which hides a member of that name; rename it"),
            );
        }
        if let Some((field, _)) = self.members().nth(MAX_MEMBERS) {
            errors.push(
                field.ident.span(),
                "a session has at most 256 members; group some in a struct of their own",
            );
        }
        let flattened = self.fields.iter().filter_map(|field| match field.sealed {
            Sealed::Flattened(span) => Some(span),
            _ => None,
        });
        for span in flattened.skip(1) {
            errors.push(
                span,
                "another field is flattened already, and takes all members that the struct does not name; flatten only one",
            );
        }
    }
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

/// `::iron_session`, or the user's path.
fn runtime_path(given: Option<Given<Path>>) -> Path {
    given.map_or_else(|| parse_quote!(::iron_session), |given| given.value)
}

fn mentions(tokens: TokenStream, idents: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => idents.iter().any(|known| **known == ident),
        TokenTree::Group(group) => mentions(group.stream(), idents),
        _ => false,
    })
}
