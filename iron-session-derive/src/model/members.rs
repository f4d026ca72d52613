//! The fields against each other and against the struct: defaults, sealed names, the number of members.

use std::collections::HashMap;
use std::ptr;

use crate::attr::{Kind, names};
use crate::errors::Errors;
use crate::model::duration::Length;
use crate::model::field::{Field, Form, Place};
use crate::model::format;
use crate::model::session::Model;

/// The runtime marks the members it has seen in a bitset of this size.
pub(crate) const MAX_MEMBERS: usize = 256;

/// Checks the fields of a struct together.
pub(crate) fn check(model: &Model, errors: &mut Errors) {
    check_defaults(model, errors);
    check_names(model, errors);
    check_aliases(model, errors);
    check_methods(model, errors);
    check_lifetimes(model, errors);
    check_number(model, errors);
    check_flattened(model, errors);
}

fn check_defaults(model: &Model, errors: &mut Errors) {
    let declared = model.fields.iter().filter_map(|field| field.default_key);
    for key in declared.filter(|_| model.own_default) {
        errors.push(
            key,
            "the struct has a `Default` of its own, which decides; remove this one, or `default` on the struct",
        );
    }
}

/// Two fields may not be sealed under one name.
fn check_names(model: &Model, errors: &mut Errors) {
    let mut taken: HashMap<&str, &Field> = HashMap::new();
    for (field, member) in model.members() {
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
}

/// An alias may not be the sealed name of a field, nor another alias. The clash is reported at the alias.
fn check_aliases(model: &Model, errors: &mut Errors) {
    let names = model.members().map(|(field, member)| (member.name(), field));
    let mut taken: HashMap<&str, &Field> = names.collect();
    for (field, member) in model.members() {
        for (alias, span) in member.aliases() {
            let Some(first) = taken.insert(alias, field) else { continue };
            if ptr::eq(first, field) {
                errors
                    .push(*span, format_args!("this field is read as `{alias}` already; remove this alias"));
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

/// A member that iron-session for JavaScript would not show.
fn check_methods(model: &Model, errors: &mut Errors) {
    let shared = model
        .members()
        .filter(|_| model.is_shared && model.kind == Kind::Session)
        .flat_map(|(_, member)| &member.names);
    for (name, span) in shared.filter(|(name, _)| format::METHODS.contains(&name.as_str())) {
        errors.push(
            *span,
            format_args!("`{name}` is a method of iron-session's session object, which hides a member of that name; rename it"),
        );
    }
}

/// No value outlives its session.
fn check_lifetimes(model: &Model, errors: &mut Errors) {
    let Some(timeout) = model.settings.absolute_timeout().and_then(Length::secs) else { return };
    for (_, member) in model.members() {
        let Form::Expiring(lifetime, span) = &member.form else { continue };
        if lifetime.secs().is_some_and(|secs| secs > timeout) {
            errors.push(
                *span,
                format_args!(
                    "`{}` is longer than `{}`, which ends the session and the value with it; shorten it, or lengthen that",
                    names::LIFETIME,
                    names::ABSOLUTE_TIMEOUT
                ),
            );
        }
    }
}

fn check_number(model: &Model, errors: &mut Errors) {
    if let Some((field, _)) = model.members().nth(MAX_MEMBERS) {
        errors.push(
            field.ident.span(),
            format_args!(
                "a {} has at most {MAX_MEMBERS} members; group some in a struct of their own",
                model.kind
            ),
        );
    }
}

fn check_flattened(model: &Model, errors: &mut Errors) {
    let flattened = model.fields.iter().filter_map(|field| match field.place {
        Place::Flattened(span) => Some(span),
        _ => None,
    });
    for span in flattened.skip(1) {
        errors.push(
            span,
            "another field is flattened already, and takes all members that the struct does not name; flatten only one",
        );
    }
}
