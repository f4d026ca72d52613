//! The key that names the field which says whose session it is.

use syn::ext::IdentExt;
use syn::{Ident, Type};

use crate::attr::{FieldKeys, Given, StructKeys, WrittenField, names, nearest};
use crate::errors::Errors;
use crate::model::shape::{Shape, start};

/// The field that the key names, as the field spells it. A name with a mistake is reported and left out.
pub(crate) fn build(keys: &StructKeys, fields: &[WrittenField], errors: &mut Errors) -> Option<Ident> {
    let given = keys.subject.as_ref()?;
    check_id(keys, given, errors);
    let Some(field) = fields.iter().find(|field| field.ident.unraw() == given.value.unraw()) else {
        report_unknown(&given.value, fields, errors);
        return None;
    };
    let known = errors.count();
    check_type(&field.ty, errors);
    check_keys(&field.keys, errors);
    (errors.count() == known).then(|| field.ident.clone())
}

/// A session that ends on its own is named by its id.
fn check_id(keys: &StructKeys, given: &Given<Ident>, errors: &mut Errors) {
    let has_id = keys.id.as_ref().is_some_and(|id| id.value.value) || keys.broken.contains(&names::ID);
    // Of a format without room for an id, the format's own check says so.
    if !has_id && keys.format.is_none() {
        errors.push(given.key, "a session is ended by its id; write `id` beside `subject`");
    }
}

fn report_unknown(name: &Ident, fields: &[WrittenField], errors: &mut Errors) {
    // What is no struct with named fields is reported as a whole.
    if fields.is_empty() && !errors.is_empty() {
        return;
    }
    let known: Vec<String> = fields.iter().map(|field| field.ident.unraw().to_string()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let name_text = name.unraw().to_string();
    errors.push(
        name.span(),
        match nearest::of(&name_text, &known) {
            Some(near) => format!("there is no field `{name_text}`; did you mean `{near}`?"),
            None => format!("there is no field `{name_text}`; add one, such as `{name_text}: Option<u64>`"),
        },
    );
}

/// Who is not signed in is nobody.
fn check_type(ty: &Type, errors: &mut Errors) {
    let shape = Shape::of(ty);
    if matches!(shape, Shape::Expiring(_)) {
        errors.push(
            start(ty),
            "a subject stays as long as its session, and an `Expiring` value ends before; write the field's type as \
             `Option<..>`",
        );
    } else if !shape.is_option() {
        errors.push(
            start(ty),
            "a visitor who is not signed in has no subject; write the field's type as `Option<..>`, not through an alias",
        );
    }
}

/// Keys of the field with which its value is not there in each request, or not in its own form.
fn check_keys(keys: &FieldKeys, errors: &mut Errors) {
    let others = [
        (names::SKIP, keys.skip.as_ref().map(|given| given.key), "a skipped field is never sealed"),
        (names::FLATTEN, keys.flatten.as_ref().map(|given| given.key), "a flattened field is many members"),
        (names::FLASH, keys.flash.as_ref().map(|given| given.key), "a value that is read once is gone then"),
        (
            names::WITH,
            keys.with.as_ref().map(|given| given.key),
            "a subject is compared as its own `Serialize` writes it",
        ),
    ];
    for (key, span, because) in others {
        if let Some(span) = span {
            errors.push(
                span,
                format_args!("`{key}` contradicts `subject` on the struct: {because}; remove one of them"),
            );
        }
    }
}
