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

const EXPECTED: &str = "a method's name, without path or quotes; or a visibility such as `pub(crate)`, with or without a name; or `false`";

/// `set = name`, `set = pub(crate) name`, `set = pub(crate)` or `set = false`.
pub(crate) fn parse(key: &Key, input: ParseStream) -> syn::Result<Setter> {
    key.equals(input)?;
    if input.peek(LitBool) {
        let switch: LitBool = input.parse()?;
        return Ok(Setter { is_off: !switch.value, vis: None, name: None });
    }
    let vis = if input.peek(Token![pub]) { Some(key.after_equals(input, EXPECTED)?) } else { None };
    let is_alone = vis.is_some() && (input.is_empty() || input.peek(Token![,]));
    let name = if is_alone { None } else { Some(key.method(input, EXPECTED)?) };
    Ok(Setter { is_off: false, vis, name })
}
