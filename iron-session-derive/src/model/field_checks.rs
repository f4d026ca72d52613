//! The keys of one field against each other, and against its type.

use proc_macro2::Span;
use syn::Type;

use crate::attr::{FieldKeys, Given, Kind, names};
use crate::errors::Errors;
use crate::model::shape::{Shape, expiring_inside, start};

const NOT_SEALED: &str = "a skipped field is never sealed";
const OWN_MEMBERS: &str = "the members of a flattened field have names and forms of their own";

/// Keys that make another key meaningless.
pub(crate) fn check_contradictions(keys: &FieldKeys, errors: &mut Errors) {
    let flash = (names::FLASH, span(keys.flash.as_ref()));
    let (get, set) = ((names::GET, span(keys.get.as_ref())), (names::SET, span(keys.set.as_ref())));
    let copy = (names::COPY, span(keys.copy.as_ref()));
    let of_members = [
        (names::RENAME, span(keys.rename.as_ref())),
        (names::ALIAS, span(keys.alias.first())),
        (names::WITH, span(keys.with.as_ref())),
        (names::LIFETIME, span(keys.lifetime.as_ref())),
    ];
    if keys.skip.is_some() {
        refuse(names::SKIP, NOT_SEALED, &of_members, errors);
        let of_sealed = [
            (names::FLATTEN, span(keys.flatten.as_ref())),
            (names::OR_DEFAULT, span(keys.or_default.as_ref())),
        ];
        refuse(names::SKIP, NOT_SEALED, &of_sealed, errors);
    } else if keys.flatten.is_some() {
        refuse(names::FLATTEN, OWN_MEMBERS, &of_members, errors);
        refuse(names::FLATTEN, "a flattened field is not an `Option`", &[flash], errors);
    }
    if keys.flash.is_some() {
        refuse(names::FLASH, "a value that is read once is only taken", &[get, copy], errors);
    }
    if keys.accessors.as_ref().is_some_and(|given| !given.value.value) {
        refuse("accessors = false", "the field has no accessors", &[get, set, copy, flash], errors);
    }
}

/// Keys that need a type, and types that need a key.
pub(crate) fn check_shape(keys: &FieldKeys, ty: &Type, shape: &Shape, kind: Kind, errors: &mut Errors) {
    if keys.flatten.is_some() {
        check_flattened(keys, ty, shape, errors);
        return;
    }
    check_flash(keys, shape, errors);
    check_copy(keys, shape, errors);
    if keys.skip.is_some() {
        return;
    }
    if kind == Kind::Token {
        check_ends_as_a_whole(keys, ty, shape, errors);
    } else if matches!(shape, Shape::Expiring(_)) {
        check_expiring(keys, ty, errors);
    } else if let Some(inner) = expiring_inside(ty).filter(|_| keys.with.is_none()) {
        errors.push(
            inner,
            "an `Expiring` value has its field to itself, and can be empty there; write the field's type as `Expiring<..>`",
        );
    } else if let Some(lifetime) = &keys.lifetime {
        errors.push(
            lifetime.key,
            "`lifetime` is for `Expiring<..>`; write the field's type so, not through an alias",
        );
    }
}

/// A token ends at one moment, so none of its values ends before.
fn check_ends_as_a_whole(keys: &FieldKeys, ty: &Type, shape: &Shape, errors: &mut Errors) {
    let itself = matches!(shape, Shape::Expiring(_)).then(|| start(ty));
    let inside = || expiring_inside(ty).filter(|_| keys.with.is_none());
    if let Some(span) = itself.or_else(inside) {
        errors
            .push(span, "a token ends as a whole, by `max_age`; write the type inside `Expiring<..>` alone");
    }
}

/// Texts and lists are read as a part of the session.
fn check_copy(keys: &FieldKeys, shape: &Shape, errors: &mut Errors) {
    let Some(copy) = &keys.copy else { return };
    if matches!(shape, Shape::String | Shape::OptionString | Shape::Vec(_)) {
        errors
            .push(copy.key, "`copy` is for a type that is `Copy`; remove it, since texts and lists are not");
    }
}

/// Only an `Option` can be empty once it was read.
fn check_flash(keys: &FieldKeys, shape: &Shape, errors: &mut Errors) {
    let Some(flash) = keys.flash.as_ref().filter(|_| !shape.is_option()) else { return };
    errors.push(
        flash.key,
        if matches!(shape, Shape::Expiring(_)) {
            "`flash` is for an `Option<..>`, and an `Expiring` value can be taken without it; remove `flash`"
        } else {
            "a value that is read once is there or not; write the field's type as `Option<..>`, not through an alias"
        },
    );
}

fn check_expiring(keys: &FieldKeys, ty: &Type, errors: &mut Errors) {
    if let Some(with) = &keys.with {
        errors.push(
            with.key,
            "`with` is not for `Expiring<..>`, which is sealed with the moment of setting; remove `with`",
        );
    }
    // A key that could not be read may be the one that is missing.
    if keys.lifetime.is_none() && keys.broken.is_empty() {
        errors.push(
            start(ty),
            "an `Expiring` field says how long its values live; write `#[iron(lifetime = \"10m\")]`",
        );
    }
}

/// Only maps and structs have members that can be sealed among the session's own.
fn check_flattened(keys: &FieldKeys, ty: &Type, shape: &Shape, errors: &mut Errors) {
    let reported = keys.flash.is_some() || keys.lifetime.is_some() || keys.skip.is_some();
    if !reported && !matches!(shape, Shape::Other) {
        errors.push(
            start(ty),
            "a flattened field holds the members that the struct does not name; write its type as a map or a struct, \
             such as `BTreeMap<String, serde_json::Value>`",
        );
    }
}

fn span<T>(given: Option<&Given<T>>) -> Option<Span> {
    given.map(|given| given.key)
}

/// Reports every key of `others` that is given together with `key`.
fn refuse(key: &str, because: &str, others: &[(&str, Option<Span>)], errors: &mut Errors) {
    for (other, span) in others {
        if let Some(span) = span {
            errors.push(*span, format_args!("`{other}` contradicts `{key}`: {because}; remove one of them"));
        }
    }
}
