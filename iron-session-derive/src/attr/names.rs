//! The names of the keys. Code and messages use these constants, so each name is spelled in one place.

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
pub(crate) const NO_STORE: &str = "no_store";
pub(crate) const MAX_BYTES: &str = "max_bytes";
pub(crate) const CHUNKS: &str = "chunks";
pub(crate) const ID: &str = "id";
pub(crate) const SUBJECT: &str = "subject";
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
pub(crate) const OR_DEFAULT: &str = "or_default";
pub(crate) const COPY: &str = "copy";
pub(crate) const PURPOSE: &str = "purpose";

/// The keys on a session.
pub(crate) const ON_STRUCT: &[&str] = &[
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
    NO_STORE,
    MAX_BYTES,
    CHUNKS,
    ID,
    SUBJECT,
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

/// The keys on a field of a session.
pub(crate) const ON_FIELD: &[&str] =
    &[DEFAULT, OR_DEFAULT, RENAME, ALIAS, SKIP, FLATTEN, WITH, FLASH, LIFETIME, ACCESSORS, GET, SET, COPY];

/// The keys on a token.
pub(crate) const ON_TOKEN: &[&str] =
    &[PURPOSE, MAX_AGE, SCHEMA, FROM, FORMAT, RENAME_ALL, CRATE, IGNORE_SERDE];

/// The keys on a field of a token.
pub(crate) const ON_TOKEN_FIELD: &[&str] = &[DEFAULT, OR_DEFAULT, RENAME, ALIAS, SKIP, FLATTEN, WITH];
