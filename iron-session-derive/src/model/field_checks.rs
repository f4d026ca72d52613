//! The keys of one field against each other, and against its type.

use proc_macro2::Span;
use syn::Type;

use crate::attr::{FieldKeys, Given, names};
use crate::errors::Errors;
use crate::model::shape::{self, Shape};
use crate::model::types;

const NOT_SEALED: &str = "a skipped field is never sealed";
const OWN_MEMBERS: &str = "the members of a flattened field have names and forms of their own";

impl FieldKeys {
    /// Keys that leave nothing for another to say.
    pub(super) fn check_contradictions(&self, errors: &mut Errors) {
        let alias = self.alias.first().map(|given| given.key);
        let [rename, with, lifetime] =
            [span(self.rename.as_ref()), span(self.with.as_ref()), span(self.lifetime.as_ref())];
        let [get, set] = [span(self.get.as_ref()), span(self.set.as_ref())];
        let [flatten, flash] = [span(self.flatten.as_ref()), span(self.flash.as_ref())];
        let named = [
            (names::RENAME, rename),
            (names::ALIAS, alias),
            (names::WITH, with),
            (names::LIFETIME, lifetime),
        ];
        if self.skip.is_some() {
            refuse(names::SKIP, NOT_SEALED, &named, errors);
            refuse(names::SKIP, NOT_SEALED, &[(names::FLATTEN, flatten)], errors);
        } else if self.flatten.is_some() {
            refuse(names::FLATTEN, OWN_MEMBERS, &named, errors);
            refuse(names::FLATTEN, "a flattened field is not an `Option`", &[(names::FLASH, flash)], errors);
        }
        if self.flash.is_some() {
            refuse(names::FLASH, "a value that is read once is only taken", &[(names::GET, get)], errors);
        }
        if self.accessors.as_ref().is_some_and(|given| !given.value.value) {
            let accessors = [(names::GET, get), (names::SET, set), (names::FLASH, flash)];
            refuse("accessors = false", "the field has no accessors", &accessors, errors);
        }
    }

    /// Keys that ask for a type, and a type that asks for a key.
    pub(super) fn check_shape(&self, ty: &Type, shape: &Shape, errors: &mut Errors) {
        if self.flatten.is_some() {
            self.check_flattened(ty, shape, errors);
            return;
        }
        let expiring = matches!(shape, Shape::Expiring(_));
        if let Some(flash) = self.flash.as_ref().filter(|_| !shape.is_option()) {
            errors.push(
                flash.key,
                if expiring {
                    "`flash` is for an `Option<..>`, and an `Expiring` value can be taken without it; remove `flash`"
                } else {
                    "a value that is read once is there or not; write the field's type as `Option<..>`, not through an alias"
                },
            );
        }
        if self.skip.is_some() {
            return;
        }
        if expiring {
            self.check_expiring(ty, errors);
        } else if let Some(inner) = shape::expiring_inside(ty).filter(|_| self.with.is_none()) {
            errors.push(
                inner,
                "an `Expiring` value has its field to itself, and can be empty there; write the field's type as `Expiring<..>`",
            );
        } else if let Some(lifetime) = &self.lifetime {
            errors.push(
                lifetime.key,
                "`lifetime` is for `Expiring<..>`; write the field's type so, not through an alias",
            );
        }
    }

    fn check_expiring(&self, ty: &Type, errors: &mut Errors) {
        if let Some(with) = &self.with {
            errors.push(
                with.key,
                "`with` is not for `Expiring<..>`, which is sealed with its deadline; remove `with`",
            );
        }
        // A key that could not be read may have been the one that is missing.
        if self.lifetime.is_none() && self.broken.is_empty() {
            errors.push(
                types::start(ty),
                "an `Expiring` field says how long its values live; write `#[iron(lifetime = \"10m\")]`",
            );
        }
    }

    /// Only maps and structs have members to lay beside the session's.
    fn check_flattened(&self, ty: &Type, shape: &Shape, errors: &mut Errors) {
        let told = self.flash.is_some() || self.lifetime.is_some() || self.skip.is_some();
        if !told && !matches!(shape, Shape::Other) {
            errors.push(
                types::start(ty),
                "a flattened field holds the members that the struct does not name; write its type as a map or a struct, \
                 such as `BTreeMap<String, serde_json::Value>`",
            );
        }
    }
}

fn span<T>(given: Option<&Given<T>>) -> Option<Span> {
    given.map(|given| given.key)
}

/// Records every key of `others` that is given beside `key`.
fn refuse(key: &str, because: &str, others: &[(&str, Option<Span>)], errors: &mut Errors) {
    for (other, span) in others {
        if let Some(span) = span {
            errors.push(*span, format_args!("`{other}` contradicts `{key}`: {because}; remove one of them"));
        }
    }
}
