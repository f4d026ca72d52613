//! The value of `set`: who may write a field, and by which name.

use syn::parse::ParseStream;
use syn::{Ident, LitBool, Token, Visibility};

use crate::attr::key::Key;

/// What `set` says about the accessors that write.
pub(crate) struct Setter {
    /// `set = false`: there are none.
    pub(crate) is_off: bool,
    /// `pub(crate)`: who may call them.
    pub(crate) vis: Option<Visibility>,
    /// The name of the one that sets.
    pub(crate) name: Option<Ident>,
}

const CHANGES_NOTHING: &str =
    "`set = true` changes nothing, since a field has setters; remove it, or write `set = false` for none";
const EXPECTED: &str = "a method's name, without path or quotes; or a visibility such as `pub(crate)`, with or without a name; or `false`";
/// Visibilities in other languages.
const VISIBILITIES: [&str; 3] = ["public", "private", "protected"];
const WRITE_VISIBILITY: &str =
    "a visibility is written `pub`, `pub(crate)`, `pub(super)` or `pub(self)`; `pub(self)` is private";

/// `set = name`, `set = pub(crate) name`, `set = pub(crate)` or `set = false`.
pub(crate) fn parse(key: &Key, input: ParseStream) -> syn::Result<Setter> {
    key.equals(input)?;
    if input.peek(LitBool) {
        let switch: LitBool = input.parse()?;
        if switch.value {
            return Err(syn::Error::new(switch.span, CHANGES_NOTHING));
        }
        return Ok(Setter { is_off: true, vis: None, name: None });
    }
    let vis = if input.peek(Token![pub]) { Some(key.after_equals(input, EXPECTED)?) } else { None };
    let is_alone = vis.is_some() && (input.is_empty() || input.peek(Token![,]));
    let name = if is_alone { None } else { Some(name(key, input)?) };
    Ok(Setter { is_off: false, vis, name })
}

/// The name of the accessor that sets, unless it is a visibility in other words.
fn name(key: &Key, input: ParseStream) -> syn::Result<Ident> {
    let ahead = input.fork();
    if let Ok(name) = ahead.parse::<Ident>()
        && is_visibility(&name.to_string(), &ahead)
    {
        return Err(syn::Error::new(name.span(), WRITE_VISIBILITY));
    }
    key.ident(input, EXPECTED)
}

/// Whether a word was meant as a visibility: `Pub`, or `public` with a name after it. `public` alone names a
/// method.
fn is_visibility(word: &str, after: ParseStream) -> bool {
    let is_last = after.is_empty() || after.peek(Token![,]);
    word.eq_ignore_ascii_case("pub") || (!is_last && VISIBILITIES.contains(&word))
}
