//! [`StructKeys`]: what `#[iron(..)]` on the struct says.

use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitBool, LitInt, LitStr, Path, Type};

use crate::attr::key::{Given, Key, Text};
use crate::attr::kind::Kind;
use crate::attr::list;
use crate::attr::names::{
    ABSOLUTE_TIMEOUT, ACCEPT, ACCEPT_NAME, ACCEPT_UNTIL, CHUNKS, COOKIE, CRATE, DEFAULT, DOMAIN, FORMAT,
    FROM, HTTP_ONLY, ID, IGNORE_SERDE, MAX_AGE, MAX_BYTES, NO_STORE, PARTITIONED, PATH, PERSISTENT, PRIORITY,
    PURPOSE, REFRESH_AFTER, RENAME_ALL, SAME_SITE, SCHEMA, SECURE, SUBJECT,
};
use crate::attr::place::{On, Place};
use crate::errors::Errors;

/// What `#[iron(..)]` on the struct says.
#[derive(Default)]
pub(crate) struct StructKeys {
    /// The cookie's name, a token; `__Host-session` if not given.
    pub(crate) cookie: Option<Given<Text>>,
    /// What a token is for. Required there.
    pub(crate) purpose: Option<Given<Text>>,
    /// The session ends this long after it was last written: `30d`, `1h 30m`, or a const `Duration`. 14 days
    /// if not given. A token ends this long after it was sealed, or `never`; it is required there.
    pub(crate) max_age: Option<Given<Text>>,
    /// Using the session counts as writing it, at most this often. Off if not given.
    pub(crate) refresh_after: Option<Given<Text>>,
    /// The session ends in any case this long after it began, or `never`. 90 days if not given.
    pub(crate) absolute_timeout: Option<Given<Text>>,
    /// `false`: the browser forgets the cookie when it exits.
    pub(crate) persistent: Option<Given<LitBool>>,
    /// The cookie's path; `/` if not given.
    pub(crate) path: Option<Given<Text>>,
    /// The domain that shares the cookie; none if not given.
    pub(crate) domain: Option<Given<Text>>,
    /// `false`: the cookie travels over plain http.
    pub(crate) secure: Option<Given<LitBool>>,
    /// `false`: scripts see the cookie.
    pub(crate) http_only: Option<Given<LitBool>>,
    /// `strict`, `lax` or `none`; `lax` if not given.
    pub(crate) same_site: Option<Given<LitStr>>,
    /// `true`: one cookie for each top-level site that embeds the page.
    pub(crate) partitioned: Option<Given<LitBool>>,
    /// `low`, `medium` or `high`: which cookies a full browser evicts first.
    pub(crate) priority: Option<Given<LitStr>>,
    /// `true`: no cache keeps a page of a visitor who has a session.
    pub(crate) no_store: Option<Given<LitBool>>,
    /// The most bytes of the cookie's name and value; 4096 if not given.
    pub(crate) max_bytes: Option<Given<LitInt>>,
    /// In how many cookies a session may be written that does not fit into one; 1 if not given.
    pub(crate) chunks: Option<Given<LitInt>>,
    /// `true`: a random 128-bit id is sealed with the session.
    pub(crate) id: Option<Given<LitBool>>,
    /// The field that says whose session it is.
    pub(crate) subject: Option<Given<Ident>>,
    /// The number of the sealed schema; 0 if not given.
    pub(crate) schema: Option<Given<LitInt>>,
    /// The type that reads seals of lower numbers, from which this one is converted.
    pub(crate) from: Option<Given<Type>>,
    /// `fe26`: sealed as iron-session for JavaScript seals it.
    pub(crate) format: Option<Given<LitStr>>,
    /// `fe26`: the seals of iron-session for JavaScript are read too.
    pub(crate) accept: Option<Given<LitStr>>,
    /// The last day on which those seals are read: `2027-06-30`, in UTC.
    pub(crate) accept_until: Option<Given<LitStr>>,
    /// The cookie that holds those seals, if it is not the session's own.
    pub(crate) accept_name: Option<Given<LitStr>>,
    /// How field names become sealed names.
    pub(crate) rename_all: Option<Given<LitStr>>,
    /// Where the runtime crate is re-exported.
    pub(crate) krate: Option<Given<Path>>,
    /// The struct implements `Default` itself.
    pub(crate) default: Option<Given<()>>,
    /// The `#[serde(..)]` attributes are there for another use than the seal.
    pub(crate) ignore_serde: Option<Given<()>>,
    /// Keys that were meant, but could not be read.
    pub(crate) broken: Vec<&'static str>,
}

/// What `secure` takes. Who writes a condition there wants to develop without HTTPS.
const SECURE_VALUES: &str = "`true` or `false`; to develop on `http://localhost`, call `insecure_localhost` on the \
                             `SessionManager`, or `insecure_plain_http` for other hosts";

/// Reads the keys on the struct.
pub(crate) fn on_struct(attrs: &[Attribute], kind: Kind, errors: &mut Errors) -> StructKeys {
    let mut keys = StructKeys::default();
    let place = Place { kind, on: On::Struct };
    keys.broken = list::each(attrs, place, errors, |key, input, errors| keys.read(key, place, input, errors));
    keys
}

/// What `from` takes.
fn older(kind: Kind) -> &'static str {
    match kind {
        Kind::Session => "a session type, such as `SessionV1`",
        Kind::Token => "a token type, such as `MagicLinkV1`",
    }
}

impl StructKeys {
    /// Reads the value of one key and keeps it.
    fn read(&mut self, key: &Key, place: Place, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        match key.name.as_str() {
            COOKIE => key.set(&mut self.cookie, key.text_or_const(input, "visit")?, errors),
            PURPOSE => key.set(&mut self.purpose, key.text_or_const(input, "magic-link")?, errors),
            MAX_AGE => key.set(&mut self.max_age, key.text_or_const(input, "30d")?, errors),
            REFRESH_AFTER => key.set(&mut self.refresh_after, key.text_or_const(input, "1d")?, errors),
            ABSOLUTE_TIMEOUT => key.set(&mut self.absolute_timeout, key.text_or_const(input, "90d")?, errors),
            PERSISTENT => key.set(&mut self.persistent, key.switch(input)?, errors),
            PATH => key.set(&mut self.path, key.text_or_const(input, "/app")?, errors),
            DOMAIN => key.set(&mut self.domain, key.text_or_const(input, "example.com")?, errors),
            SECURE => key.set(&mut self.secure, key.switch_or(input, SECURE_VALUES)?, errors),
            HTTP_ONLY => key.set(&mut self.http_only, key.switch(input)?, errors),
            SAME_SITE => key.set(&mut self.same_site, key.text(input, "lax")?, errors),
            PARTITIONED => key.set(&mut self.partitioned, key.switch(input)?, errors),
            PRIORITY => key.set(&mut self.priority, key.text(input, "high")?, errors),
            NO_STORE => key.set(&mut self.no_store, key.switch(input)?, errors),
            MAX_BYTES => key.set(&mut self.max_bytes, key.value(input, "a number, such as `3000`")?, errors),
            CHUNKS => key.set(&mut self.chunks, key.value(input, "a number, such as `2`")?, errors),
            ID => key.set(&mut self.id, key.switch(input)?, errors),
            SUBJECT => key.set(&mut self.subject, key.field(input)?, errors),
            SCHEMA => key.set(&mut self.schema, key.value(input, "a number, such as `1`")?, errors),
            FROM => key.set(&mut self.from, key.value(input, older(place.kind))?, errors),
            FORMAT => key.set(&mut self.format, key.text(input, "fe26")?, errors),
            ACCEPT => key.set(&mut self.accept, key.text(input, "fe26")?, errors),
            ACCEPT_UNTIL => key.set(&mut self.accept_until, key.text(input, "2027-06-30")?, errors),
            ACCEPT_NAME => key.set(&mut self.accept_name, key.text(input, "sid")?, errors),
            RENAME_ALL => key.set(&mut self.rename_all, key.text(input, "camelCase")?, errors),
            CRATE => key.set(&mut self.krate, key.module(input, "::my_crate::session")?, errors),
            DEFAULT => key.set(&mut self.default, key.flag(input)?, errors),
            IGNORE_SERDE => key.set(&mut self.ignore_serde, key.flag(input)?, errors),
            _ => return Err(key.unknown(place)),
        }
        Ok(())
    }
}
