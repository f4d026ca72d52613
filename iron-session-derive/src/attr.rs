//! Tokens to what the user wrote: each key with its span and its value's, unknown and broken parts reported.
//!
//! Nothing here knows about other keys; [`model`](crate::model) checks them against each other.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, LitBool, LitStr, Path};

use crate::errors::Errors;
use crate::key;

pub(crate) const COOKIE: &str = "cookie";
pub(crate) const MAX_AGE: &str = "max_age";
pub(crate) const PERSISTENT: &str = "persistent";
pub(crate) const PATH: &str = "path";
pub(crate) const DOMAIN: &str = "domain";
pub(crate) const SECURE: &str = "secure";
pub(crate) const HTTP_ONLY: &str = "http_only";
pub(crate) const SAME_SITE: &str = "same_site";
pub(crate) const PARTITIONED: &str = "partitioned";
pub(crate) const PRIORITY: &str = "priority";
pub(crate) const RENAME_ALL: &str = "rename_all";
pub(crate) const CRATE: &str = "crate";
pub(crate) const DEFAULT: &str = "default";
pub(crate) const IGNORE_SERDE: &str = "ignore_serde";
pub(crate) const RENAME: &str = "rename";
pub(crate) const SKIP: &str = "skip";

const ON_STRUCT: &[&str] = &[
    COOKIE,
    MAX_AGE,
    PERSISTENT,
    PATH,
    DOMAIN,
    SECURE,
    HTTP_ONLY,
    SAME_SITE,
    PARTITIONED,
    PRIORITY,
    RENAME_ALL,
    CRATE,
    DEFAULT,
    IGNORE_SERDE,
];
const ON_FIELD: &[&str] = &[DEFAULT, RENAME, SKIP];

/// A value with the span of the key before it.
pub(crate) struct Given<T> {
    pub(crate) key: Span,
    pub(crate) value: T,
}

/// What `#[iron(..)]` on the struct says.
#[derive(Default)]
pub(crate) struct StructKeys {
    /// The cookie's name, a token; `__Host-session` if not given.
    pub(crate) cookie: Option<Given<LitStr>>,
    /// The session ends this long after it was last written: `30d`, `1h 30m`; 14 days if not given.
    pub(crate) max_age: Option<Given<LitStr>>,
    /// `false`: the browser forgets the cookie at exit.
    pub(crate) persistent: Option<Given<LitBool>>,
    /// The cookie's path, `/` if not given.
    pub(crate) path: Option<Given<LitStr>>,
    /// The domain that shares the cookie; none if not given.
    pub(crate) domain: Option<Given<LitStr>>,
    /// `false`: the cookie travels over plain http.
    pub(crate) secure: Option<Given<LitBool>>,
    /// `false`: scripts see the cookie.
    pub(crate) http_only: Option<Given<LitBool>>,
    /// `strict`, `lax` or `none`; lax if not given.
    pub(crate) same_site: Option<Given<LitStr>>,
    /// `true`: one cookie for each top-level site that embeds the page.
    pub(crate) partitioned: Option<Given<LitBool>>,
    /// `low`, `medium` or `high`: which cookies a full browser evicts first.
    pub(crate) priority: Option<Given<LitStr>>,
    /// How field names become sealed names.
    pub(crate) rename_all: Option<Given<LitStr>>,
    /// Where the runtime crate is re-exported.
    pub(crate) krate: Option<Given<Path>>,
    /// The struct implements `Default` itself.
    pub(crate) default: Option<Given<()>>,
    /// `#[serde(..)]` attributes are there for other ends, knowingly.
    pub(crate) ignore_serde: Option<Given<()>>,
}

/// What `#[iron(..)]` on a field says.
#[derive(Default)]
pub(crate) struct FieldKeys {
    /// The value in a new session, and in an old one that lacks the member; `Default::default()` if not given.
    pub(crate) default: Option<Given<Option<Expr>>>,
    /// The member's name in the sealed JSON.
    pub(crate) rename: Option<Given<LitStr>>,
    /// Never sealed.
    pub(crate) skip: Option<Given<()>>,
}

/// Reads the keys on the struct.
pub(crate) fn on_struct(attrs: &[Attribute], errors: &mut Errors) -> StructKeys {
    let mut keys = StructKeys::default();
    key::each(attrs, ON_STRUCT, errors, |key, input, errors| {
        match key.name.as_str() {
            COOKIE => key.set(&mut keys.cookie, key.text(input, "visit")?, errors),
            MAX_AGE => key.set(&mut keys.max_age, key.text(input, "30d")?, errors),
            PERSISTENT => key.set(&mut keys.persistent, key.switch(input)?, errors),
            PATH => key.set(&mut keys.path, key.text(input, "/app")?, errors),
            DOMAIN => key.set(&mut keys.domain, key.text(input, "example.com")?, errors),
            SECURE => key.set(&mut keys.secure, key.switch(input)?, errors),
            HTTP_ONLY => key.set(&mut keys.http_only, key.switch(input)?, errors),
            SAME_SITE => key.set(&mut keys.same_site, key.text(input, "lax")?, errors),
            PARTITIONED => key.set(&mut keys.partitioned, key.switch(input)?, errors),
            PRIORITY => key.set(&mut keys.priority, key.text(input, "high")?, errors),
            RENAME_ALL => key.set(&mut keys.rename_all, key.text(input, "camelCase")?, errors),
            CRATE => key.set(&mut keys.krate, key.path(input)?, errors),
            DEFAULT => key.set(&mut keys.default, key.flag(input)?, errors),
            IGNORE_SERDE => key.set(&mut keys.ignore_serde, key.flag(input)?, errors),
            _ => return Err(key.unknown(ON_STRUCT, ON_FIELD, "a field")),
        }
        Ok(())
    });
    keys
}

/// Reads the keys on a field.
pub(crate) fn on_field(attrs: &[Attribute], errors: &mut Errors) -> FieldKeys {
    let mut keys = FieldKeys::default();
    key::each(attrs, ON_FIELD, errors, |key, input, errors| {
        match key.name.as_str() {
            DEFAULT => key.set(&mut keys.default, key.optional_expr(input)?, errors),
            RENAME => key.set(&mut keys.rename, key.text(input, "name")?, errors),
            SKIP => key.set(&mut keys.skip, key.flag(input)?, errors),
            _ => return Err(key.unknown(ON_FIELD, ON_STRUCT, "the struct")),
        }
        Ok(())
    });
    keys
}

/// The first `#[serde(..)]` attribute, which would not apply to the seal.
pub(crate) fn serde_attribute(attrs: &[Attribute]) -> Option<&Attribute> {
    attrs.iter().find(|attr| attr.path().is_ident("serde"))
}

/// The lines of a field's documentation.
pub(crate) fn docs(attrs: &[Attribute]) -> Vec<TokenStream> {
    attrs
        .iter()
        .filter_map(|attr| match &attr.meta {
            syn::Meta::NameValue(doc) if doc.path.is_ident("doc") => {
                let (value, span) = (&doc.value, attr.span());
                Some(quote::quote_spanned!(span=> #[doc = #value]))
            }
            _ => None,
        })
        .collect()
}

/// A field's `#[deprecated]`, which its accessors bear too.
pub(crate) fn deprecated(attrs: &[Attribute]) -> Option<TokenStream> {
    attrs.iter().find(|attr| attr.path().is_ident("deprecated")).map(ToTokens::to_token_stream)
}
