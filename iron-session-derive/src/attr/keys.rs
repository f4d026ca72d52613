//! Tokens to what the user wrote: each key with its span and its value's, unknown and broken parts reported.
//!
//! Nothing here knows about other keys; [`model`](crate::model) checks them against each other.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Ident, LitBool, LitInt, LitStr, Path, Type};

use crate::attr::key;
use crate::errors::Errors;
use crate::expand::assertion;

pub(crate) const COOKIE: &str = "cookie";
pub(crate) const MAX_AGE: &str = "max_age";
pub(crate) const REFRESH_AFTER: &str = "refresh_after";
pub(crate) const ABSOLUTE_TIMEOUT: &str = "absolute_timeout";
pub(crate) const PERSISTENT: &str = "persistent";
pub(crate) const PATH: &str = "path";
pub(crate) const DOMAIN: &str = "domain";
pub(crate) const SECURE: &str = "secure";
pub(crate) const HTTP_ONLY: &str = "http_only";
pub(crate) const SAME_SITE: &str = "same_site";
pub(crate) const PARTITIONED: &str = "partitioned";
pub(crate) const PRIORITY: &str = "priority";
pub(crate) const ID: &str = "id";
pub(crate) const SCHEMA: &str = "schema";
pub(crate) const FROM: &str = "from";
pub(crate) const FORMAT: &str = "format";
pub(crate) const ACCEPT: &str = "accept";
pub(crate) const ACCEPT_UNTIL: &str = "accept_until";
pub(crate) const ACCEPT_NAME: &str = "accept_name";
pub(crate) const RENAME_ALL: &str = "rename_all";
pub(crate) const CRATE: &str = "crate";
pub(crate) const DEFAULT: &str = "default";
pub(crate) const IGNORE_SERDE: &str = "ignore_serde";
pub(crate) const RENAME: &str = "rename";
pub(crate) const ALIAS: &str = "alias";
pub(crate) const SKIP: &str = "skip";
pub(crate) const FLATTEN: &str = "flatten";
pub(crate) const WITH: &str = "with";
pub(crate) const FLASH: &str = "flash";
pub(crate) const LIFETIME: &str = "lifetime";
pub(crate) const ACCESSORS: &str = "accessors";
pub(crate) const GET: &str = "get";
pub(crate) const SET: &str = "set";

const ON_STRUCT: &[&str] = &[
    COOKIE,
    MAX_AGE,
    REFRESH_AFTER,
    ABSOLUTE_TIMEOUT,
    PERSISTENT,
    PATH,
    DOMAIN,
    SECURE,
    HTTP_ONLY,
    SAME_SITE,
    PARTITIONED,
    PRIORITY,
    ID,
    SCHEMA,
    FROM,
    FORMAT,
    ACCEPT,
    ACCEPT_UNTIL,
    ACCEPT_NAME,
    RENAME_ALL,
    CRATE,
    DEFAULT,
    IGNORE_SERDE,
];
const ON_FIELD: &[&str] =
    &[DEFAULT, RENAME, ALIAS, SKIP, FLATTEN, WITH, FLASH, LIFETIME, ACCESSORS, GET, SET];

/// A value with the span of the key before it.
pub(crate) struct Given<T> {
    pub(crate) key: Span,
    pub(crate) value: T,
}

/// A text, or a constant whose value only rustc will know.
pub(crate) enum Text {
    Literal(LitStr),
    Const(Expr),
}

impl Text {
    /// Where the user wrote it.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span(),
            Self::Const(value) => value.span(),
        }
    }

    /// The literal, if it is one.
    pub(crate) fn literal(&self) -> Option<&LitStr> {
        match self {
            Self::Literal(literal) => Some(literal),
            Self::Const(_) => None,
        }
    }
}

/// A `&'static str`.
impl ToTokens for Text {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Literal(literal) => literal.to_tokens(tokens),
            Self::Const(value) => {
                tokens.extend(assertion::constant(&quote!(&'static ::core::primitive::str), value));
            }
        }
    }
}

/// What `#[iron(..)]` on the struct says.
#[derive(Default)]
pub(crate) struct StructKeys {
    /// The cookie's name, a token; `__Host-session` if not given.
    pub(crate) cookie: Option<Given<Text>>,
    /// The session ends this long after it was last written: `30d`, `1h 30m`, or a const `Duration`; 14 days if not given.
    pub(crate) max_age: Option<Given<Text>>,
    /// Using the session counts as writing it, at most this often; off if not given.
    pub(crate) refresh_after: Option<Given<Text>>,
    /// The session ends in any case this long after it began, or `never`; 90 days if not given.
    pub(crate) absolute_timeout: Option<Given<Text>>,
    /// `false`: the browser forgets the cookie at exit.
    pub(crate) persistent: Option<Given<LitBool>>,
    /// The cookie's path, `/` if not given.
    pub(crate) path: Option<Given<Text>>,
    /// The domain that shares the cookie; none if not given.
    pub(crate) domain: Option<Given<Text>>,
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
    /// `true`: a random 128-bit id is sealed with the session.
    pub(crate) id: Option<Given<LitBool>>,
    /// The number of the sealed schema; 0 if not given.
    pub(crate) schema: Option<Given<LitInt>>,
    /// The session type that reads seals of lower numbers, from which this one is converted.
    pub(crate) from: Option<Given<Type>>,
    /// `fe26`: sealed as iron-session for JavaScript does.
    pub(crate) format: Option<Given<LitStr>>,
    /// `fe26`: iron-session's seals are read too.
    pub(crate) accept: Option<Given<LitStr>>,
    /// The last day on which they are: `2027-06-30`, in UTC.
    pub(crate) accept_until: Option<Given<LitStr>>,
    /// The cookie in which they come, if it is not the session's own.
    pub(crate) accept_name: Option<Given<LitStr>>,
    /// How field names become sealed names.
    pub(crate) rename_all: Option<Given<LitStr>>,
    /// Where the runtime crate is re-exported.
    pub(crate) krate: Option<Given<Path>>,
    /// The struct implements `Default` itself.
    pub(crate) default: Option<Given<()>>,
    /// `#[serde(..)]` attributes are there for other ends, knowingly.
    pub(crate) ignore_serde: Option<Given<()>>,
    /// Keys that were meant, but could not be read.
    pub(crate) broken: Vec<&'static str>,
}

/// What `#[iron(..)]` on a field says.
#[derive(Default)]
pub(crate) struct FieldKeys {
    /// The value in a new session, and in an old one that lacks the member; `Default::default()` if not given.
    pub(crate) default: Option<Given<Option<Expr>>>,
    /// The member's name in the sealed JSON.
    pub(crate) rename: Option<Given<LitStr>>,
    /// Names that the member is also read under; may be given several times.
    pub(crate) alias: Vec<Given<LitStr>>,
    /// Never sealed.
    pub(crate) skip: Option<Given<()>>,
    /// Holds the members that the struct does not name.
    pub(crate) flatten: Option<Given<()>>,
    /// A module with the functions that seal and open the member.
    pub(crate) with: Option<Given<Path>>,
    /// Read once: taken out by the only accessor that reads.
    pub(crate) flash: Option<Given<()>>,
    /// How long a value of an `Expiring` field lives.
    pub(crate) lifetime: Option<Given<Text>>,
    /// `false`: no accessors.
    pub(crate) accessors: Option<Given<LitBool>>,
    /// Another name for the accessor that reads.
    pub(crate) get: Option<Given<Ident>>,
    /// Another name for the accessor that sets.
    pub(crate) set: Option<Given<Ident>>,
    /// Keys that were meant, but could not be read.
    pub(crate) broken: Vec<&'static str>,
}

/// Reads the keys on the struct.
pub(crate) fn on_struct(attrs: &[Attribute], errors: &mut Errors) -> StructKeys {
    let mut keys = StructKeys::default();
    let broken = key::each(attrs, ON_STRUCT, errors, |key, input, errors| {
        match key.name.as_str() {
            COOKIE => key.set(&mut keys.cookie, key.text_or_const(input, "visit")?, errors),
            MAX_AGE => key.set(&mut keys.max_age, key.text_or_const(input, "30d")?, errors),
            REFRESH_AFTER => key.set(&mut keys.refresh_after, key.text_or_const(input, "1d")?, errors),
            ABSOLUTE_TIMEOUT => key.set(&mut keys.absolute_timeout, key.text_or_const(input, "90d")?, errors),
            PERSISTENT => key.set(&mut keys.persistent, key.switch(input)?, errors),
            PATH => key.set(&mut keys.path, key.text_or_const(input, "/app")?, errors),
            DOMAIN => key.set(&mut keys.domain, key.text_or_const(input, "example.com")?, errors),
            SECURE => key.set(&mut keys.secure, key.switch(input)?, errors),
            HTTP_ONLY => key.set(&mut keys.http_only, key.switch(input)?, errors),
            SAME_SITE => key.set(&mut keys.same_site, key.text(input, "lax")?, errors),
            PARTITIONED => key.set(&mut keys.partitioned, key.switch(input)?, errors),
            PRIORITY => key.set(&mut keys.priority, key.text(input, "high")?, errors),
            ID => key.set(&mut keys.id, key.switch(input)?, errors),
            SCHEMA => key.set(&mut keys.schema, key.value(input, "a number, such as `1`")?, errors),
            FROM => key.set(&mut keys.from, key.value(input, "a session type, such as `SessionV1`")?, errors),
            FORMAT => key.set(&mut keys.format, key.text(input, "fe26")?, errors),
            ACCEPT => key.set(&mut keys.accept, key.text(input, "fe26")?, errors),
            ACCEPT_UNTIL => key.set(&mut keys.accept_until, key.text(input, "2027-06-30")?, errors),
            ACCEPT_NAME => key.set(&mut keys.accept_name, key.text(input, "sid")?, errors),
            RENAME_ALL => key.set(&mut keys.rename_all, key.text(input, "camelCase")?, errors),
            CRATE => key.set(
                &mut keys.krate,
                key.path(input, Path::parse_mod_style, "::my_crate::session")?,
                errors,
            ),
            DEFAULT => key.set(&mut keys.default, key.flag(input)?, errors),
            IGNORE_SERDE => key.set(&mut keys.ignore_serde, key.flag(input)?, errors),
            _ => return Err(key.unknown(ON_STRUCT, ON_FIELD, "a field")),
        }
        Ok(())
    });
    keys.broken = broken;
    keys
}

/// Reads the keys on a field.
pub(crate) fn on_field(attrs: &[Attribute], errors: &mut Errors) -> FieldKeys {
    let mut keys = FieldKeys::default();
    let broken = key::each(attrs, ON_FIELD, errors, |key, input, errors| {
        match key.name.as_str() {
            DEFAULT => key.set(&mut keys.default, key.optional_expr(input)?, errors),
            RENAME => key.set(&mut keys.rename, key.text(input, "name")?, errors),
            ALIAS => keys.alias.push(key.given(key.text(input, "old_name")?)),
            SKIP => key.set(&mut keys.skip, key.flag(input)?, errors),
            FLATTEN => key.set(&mut keys.flatten, key.flag(input)?, errors),
            WITH => key.set(&mut keys.with, key.path(input, key::functions, "hex` or `Hex::<u8>")?, errors),
            FLASH => key.set(&mut keys.flash, key.flag(input)?, errors),
            LIFETIME => key.set(&mut keys.lifetime, key.text_or_const(input, "10m")?, errors),
            ACCESSORS => key.set(&mut keys.accessors, key.switch(input)?, errors),
            GET => key.set(&mut keys.get, key.name(input)?, errors),
            SET => key.set(&mut keys.set, key.name(input)?, errors),
            _ => return Err(key.unknown(ON_FIELD, ON_STRUCT, "the struct")),
        }
        Ok(())
    });
    keys.broken = broken;
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
