//! The derive macro of `iron-session`. Use it through that crate, which documents it.

mod accessors;
mod assertion;
mod attr;
mod case;
mod contract;
mod cookie;
mod duration;
mod errors;
mod expand;
mod field;
mod key;
mod lifetimes;
mod model;
mod nearest;
mod schema;
mod shape;
mod types;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use errors::Errors;

/// Makes a struct with named fields a session: typed accessors, defaults, cookie and lifetimes.
///
/// Private fields stay private; the accessors have the struct's visibility and the fields' documentation. The struct
/// needs neither serde's traits nor `Default`, which is implemented from the declared defaults; field types need
/// serde's `Serialize` and `Deserialize`. A member that an old cookie lacks takes its declared default.
///
/// # On the struct
///
/// | key | meaning | default |
/// | --- | --- | --- |
/// | `cookie = "name"` | the cookie's name; the prefixes `__Host-`, `__Secure-`, `__Http-`, `__Host-Http-` are checked | `__Host-session` |
/// | `max_age = "30d"` | the session ends this long after it was last written; s m h d w, sums like `1h 30m`, at most 400 days | `14d` |
/// | `persistent = false` | no Max-Age: the browser forgets the cookie at exit; the seal ends after `max_age` all the same | `true` |
/// | `path = "/app"` | the cookie's path | `/` |
/// | `domain = "example.com"` | share the cookie with all hosts of a domain | none |
/// | `secure = false` | let the cookie travel over plain http | `true` |
/// | `http_only = false` | let scripts see the cookie | `true` |
/// | `same_site = "strict"` | `strict`, `lax` or `none` | `lax` |
/// | `partitioned` | one cookie for each top-level site (CHIPS) | `false` |
/// | `priority = "high"` | `low`, `medium` or `high` | none |
/// | `rename_all = "camelCase"` | sealed member names, by serde's rules | none |
/// | `default` | the struct has a `Default` of its own | generated |
/// | `ignore_serde` | `#[serde(..)]` attributes are there for other ends; they do not apply to the seal | refused |
/// | `crate = path` | where the runtime is re-exported | `::iron_session` |
///
/// # On a field
///
/// | key | meaning |
/// | --- | --- |
/// | `default = expr` | the value in a new session, and in an old one that lacks the member; `Default::default()` if not given |
/// | `rename = "name"` | the member's name in the sealed JSON |
/// | `skip` | never sealed; has its default in every request |
///
/// # Accessors
///
/// | field | reads | writes |
/// | --- | --- | --- |
/// | `bool`, numbers, `char` | `x() -> T` | `set_x(T)`, `x_mut()`, `reset_x()` |
/// | `String` | `x() -> &str` | `set_x(impl Into<String>)`, `x_mut()`, `reset_x()` |
/// | `Option<String>` | `x() -> Option<&str>` | `set_x(impl Into<String>)`, `clear_x()`, `take_x()`, `x_mut()` |
/// | other `Option<T>` | `x() -> Option<&T>`, by value for `bool`, numbers, `char` | `set_x(T)`, `clear_x()`, `take_x()`, `x_mut()` |
/// | `Vec<T>` | `x() -> &[T]` | `set_x(Vec<T>)`, `x_mut()`, `reset_x()` |
/// | other `T` | `x() -> &T` | `set_x(T)`, `x_mut()`, `reset_x()` |
///
/// Types are recognised as they are written: behind an alias, an `Option` is any other type. A field's documentation and
/// `#[deprecated]` pass to its accessors.
#[proc_macro_derive(IronSession, attributes(iron))]
pub fn derive_iron_session(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let model = model::build(&input, &mut errors);
    errors.sort();
    let expanded = if errors.is_empty() { expand::session(&model) } else { expand::stub(&model, &errors) };
    expanded.into()
}
