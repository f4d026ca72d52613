//! Words that other libraries use for our keys.

use crate::attr::names::{
    ABSOLUTE_TIMEOUT, ACCESSORS, CHUNKS, COOKIE, DEFAULT, FLASH, FLATTEN, FORMAT, GET, ID, LIFETIME, MAX_AGE,
    PERSISTENT, REFRESH_AFTER, RENAME, SCHEMA, SET, SKIP, SUBJECT, WITH,
};

/// What is meant by a word.
pub(crate) enum Meant {
    Key(&'static str),
    /// It is no key, and this says where it is instead.
    Elsewhere(&'static str),
}

use Meant::{Elsewhere, Key};

const SECRETS: &str =
    "secrets are not in the program's text: a `Keyring` has them, from `Keyring::from_env` for example";
const STORE: &str = "the cookie holds the whole session, so there is no store";

/// What a word on the struct means, written without `_`, `-` and capitals.
pub(crate) fn on_struct(word: &str) -> Option<Meant> {
    Some(match letters(word).as_str() {
        "name" | "cookiename" | "sessionname" | "sessioncookie" => Key(COOKIE),
        "ttl" | "expires" | "expiresin" | "expiry" | "expiration" | "duration" => Key(MAX_AGE),
        "rolling" | "sliding" | "refresh" | "renewafter" | "updateage" => Key(REFRESH_AFTER),
        "timeout" | "absolute" | "maxlifetime" => Key(ABSOLUTE_TIMEOUT),
        "permanent" | "sessiononly" => Key(PERSISTENT),
        "sessionid" => Key(ID),
        "user" | "userid" | "owner" | "principal" => Key(SUBJECT),
        "chunk" | "chunked" | "parts" | "split" => Key(CHUNKS),
        "version" => Key(SCHEMA),
        "compatible" | "compat" => Key(FORMAT),
        "password" | "passwords" | "secret" | "secrets" | "secretkey" | "key" | "keys" | "signingkey"
        | "encryptionkey" => Elsewhere(SECRETS),
        "store" | "storage" | "backend" => Elsewhere(STORE),
        _ => return None,
    })
}

/// What a word on a field means, written without `_`, `-` and capitals.
pub(crate) fn on_field(word: &str) -> Option<Meant> {
    Some(match letters(word).as_str() {
        "getter" | "read" => Key(GET),
        "setter" | "write" => Key(SET),
        "serializewith" | "deserializewith" => Key(WITH),
        "defaultvalue" | "defaultwith" => Key(DEFAULT),
        "skipped" | "ignore" | "ignored" | "transient" | "skipserializing" | "skipdeserializing" => Key(SKIP),
        "ttl" | "expires" | "expiresin" | "expiry" | "expiration" | "timeout" => Key(LIFETIME),
        "name" | "key" | "as" => Key(RENAME),
        "once" | "readonce" => Key(FLASH),
        "rest" | "extra" => Key(FLATTEN),
        "accessor" | "private" | "hidden" => Key(ACCESSORS),
        _ => return None,
    })
}

fn letters(word: &str) -> String {
    word.replace(['_', '-'], "").to_lowercase()
}
