//! One field of the session: its sealed name, its default, and the shape that decides its accessors.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::{Expr, GenericArgument, Ident, PathArguments, Type};

use crate::attr::{self, FieldKeys, Given};
use crate::case::Case;
use crate::errors::Errors;

/// A field, checked by itself.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) shape: Shape,
    /// The declared default, if it is not the type's.
    pub(crate) default: Option<Expr>,
    /// The name in the sealed JSON; none if the field is skipped.
    pub(crate) member: Option<String>,
    /// Where that name was decided.
    pub(crate) member_span: Span,
    /// The lines of its documentation, as attributes.
    pub(crate) docs: Vec<TokenStream>,
}

/// How a type is read and written, seen from the way it is spelled.
pub(crate) enum Shape {
    /// `bool`, a number or `char`: read by value.
    Plain,
    String,
    Vec(Type),
    OptionString,
    /// An `Option` of what is read by value.
    OptionPlain(Type),
    Option(Type),
    Other,
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
            default: default.and_then(|given| given.value),
            member: skip.is_none().then_some(member),
            member_span: rename.map_or_else(|| ident.span(), |given| given.value.span()),
            docs: attr::docs(&field.attrs),
            ty: field.ty.clone(),
            ident,
        })
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
    const INTERIOR: [&str; 9] =
        ["Cell", "RefCell", "OnceCell", "UnsafeCell", "LazyCell", "Mutex", "RwLock", "OnceLock", "LazyLock"];
    match unwrap_type(ty) {
        Type::Reference(reference) => errors.push(
            reference.and_token.span,
            "a session owns its data, since it outlives the request's bytes; write `String`, `Vec<..>` or another owned type",
        ),
        Type::Path(path) => {
            let Some(segment) = path.path.segments.last() else { return };
            let name = segment.ident.to_string();
            if INTERIOR.contains(&name.as_str()) || name.starts_with("Atomic") {
                errors.push(
                    segment.ident.span(),
                    format_args!(
                        "a change inside a `{name}` goes unseen and would not be saved; use the plain type, \
                         which the session's `DerefMut` watches"
                    ),
                );
            }
            for inner in arguments(&segment.arguments) {
                check_type(inner, errors);
            }
        }
        _ => {}
    }
}

impl Shape {
    fn of(ty: &Type) -> Self {
        let Some((name, arguments)) = spelled(ty) else { return Self::Other };
        match (name.as_str(), arguments.as_slice()) {
            (plain, []) if PLAIN.contains(&plain) => Self::Plain,
            ("String", []) => Self::String,
            ("Vec", [item]) => Self::Vec((*item).clone()),
            ("Option", [item]) => match Self::of(item) {
                Self::Plain => Self::OptionPlain((*item).clone()),
                Self::String => Self::OptionString,
                _ => Self::Option((*item).clone()),
            },
            _ => Self::Other,
        }
    }
}

/// The types that are read by value.
const PLAIN: [&str; 16] = [
    "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64",
];

/// The last segment of a path type, `Option` for `std::option::Option<u8>`, and its type arguments.
fn spelled(ty: &Type) -> Option<(String, Vec<&Type>)> {
    let Type::Path(path) = unwrap_type(ty) else { return None };
    if path.qself.is_some() {
        return None;
    }
    let segment = path.path.segments.last()?;
    Some((segment.ident.to_string(), arguments(&segment.arguments).collect()))
}

fn arguments(arguments: &PathArguments) -> impl Iterator<Item = &Type> {
    let list = match arguments {
        PathArguments::AngleBracketed(list) => Some(&list.args),
        _ => None,
    };
    list.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The type inside parentheses and the invisible groups that macros leave.
fn unwrap_type(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}
