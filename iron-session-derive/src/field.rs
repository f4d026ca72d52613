//! One field of the session: its sealed name, its default, and whether its type can live in a session.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::{Expr, Ident, PathSegment, Type};

use crate::attr::{self, FieldKeys, Given};
use crate::case::Case;
use crate::errors::Errors;
use crate::shape::{Shape, arguments, unwrap_type};

/// A field, checked by itself.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) shape: Shape,
    /// The key `default`, with the declared default if it is not the type's.
    pub(crate) default: Option<Given<Option<Expr>>>,
    /// The name in the sealed JSON; none if the field is skipped.
    pub(crate) member: Option<String>,
    /// Where that name was decided.
    pub(crate) member_span: Span,
    /// The lines of its documentation, as attributes.
    pub(crate) docs: Vec<TokenStream>,
    pub(crate) deprecated: Option<TokenStream>,
}

impl Field {
    pub(crate) fn build(
        field: &syn::Field,
        rename_all: Option<Case>,
        ignore_serde: bool,
        errors: &mut Errors,
    ) -> Option<Self> {
        let ident = field.ident.clone()?;
        let FieldKeys { default, rename, skip } = attr::on_field(&field.attrs, errors);
        if let (Some(serde), false) = (attr::serde_attribute(&field.attrs), ignore_serde) {
            refuse_serde(serde, errors);
        }
        if let (Some(Given { key, .. }), Some(_)) = (&rename, &skip) {
            errors.push(*key, "`rename` on a field that is never sealed; remove `rename` or `skip`");
        }
        check_type(&field.ty, errors);
        let member = match &rename {
            Some(given) => given.value.value(),
            None => rename_all.map_or_else(|| plain_name(&ident), |case| case.apply(&plain_name(&ident))),
        };
        Some(Self {
            shape: Shape::of(&field.ty),
            default,
            member: skip.is_none().then_some(member),
            member_span: rename.map_or_else(|| ident.span(), |given| given.value.span()),
            docs: attr::docs(&field.attrs),
            deprecated: attr::deprecated(&field.attrs),
            ty: field.ty.clone(),
            ident,
        })
    }

    /// The declared default, if it is not the type's.
    pub(crate) fn declared_default(&self) -> Option<&Expr> {
        self.default.as_ref()?.value.as_ref()
    }

    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        plain_name(&self.ident)
    }
}

fn plain_name(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// `#[serde(..)]` would seem to shape the seal and does not.
pub(crate) fn refuse_serde(serde: &syn::Attribute, errors: &mut Errors) {
    errors.push(
        attr_span(serde),
        "`#[serde(..)]` does not apply to the sealed session; use `#[iron(..)]`, \
         or write `#[iron(ignore_serde)]` on the struct if it is meant for other ends",
    );
}

fn attr_span(attr: &syn::Attribute) -> Span {
    attr.path().get_ident().map_or_else(Span::call_site, Ident::span)
}

/// Types that rustc would refuse with less to say, or accept to nobody's joy.
fn check_type(ty: &Type, errors: &mut Errors) {
    match unwrap_type(ty) {
        Type::Reference(reference) => errors.push(
            reference.and_token.span,
            "a session owns its data, since it outlives the request's bytes; write `String`, `Vec<..>` or another owned type",
        ),
        Type::Path(path) => {
            let Some(segment) = path.path.segments.last() else { return };
            if is_interior(segment) {
                errors.push(
                    segment.ident.span(),
                    format_args!(
                        "a change inside `{}` goes unseen and would not be saved; use the plain type, \
                         which the session's `DerefMut` watches",
                        segment.ident
                    ),
                );
            }
            arguments(&segment.arguments).for_each(|inner| check_type(inner, errors));
        }
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|inner| check_type(inner, errors)),
        Type::Array(array) => check_type(&array.elem, errors),
        Type::Slice(slice) => check_type(&slice.elem, errors),
        _ => {}
    }
}

/// Whether a type is one of std's that change behind a shared reference. Theirs have arguments; a user's `Cell` without any
/// is another thing.
fn is_interior(segment: &PathSegment) -> bool {
    const INTERIOR: [&str; 9] =
        ["Cell", "RefCell", "OnceCell", "UnsafeCell", "LazyCell", "Mutex", "RwLock", "OnceLock", "LazyLock"];
    const ATOMIC: [&str; 12] =
        ["Bool", "U8", "U16", "U32", "U64", "Usize", "I8", "I16", "I32", "I64", "Isize", "Ptr"];
    let name = segment.ident.to_string();
    if let Some(atomic) = name.strip_prefix("Atomic") {
        return ATOMIC.contains(&atomic);
    }
    INTERIOR.contains(&name.as_str()) && arguments(&segment.arguments).next().is_some()
}
