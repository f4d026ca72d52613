//! The derive over any tokens: in the attributes of a struct and its fields, as types, and as a whole struct.
//!
//! It never panics, and what it emits parses as items.

use std::str::FromStr;

use proc_macro2::TokenStream;
use syn::{DeriveInput, File};

use crate::attr::{self, Kind};
use crate::errors::Errors;
use crate::spelling::spell;
use crate::{expand, model};

/// What an input may name, beside its own bytes. The names of the keys follow.
const WORDS: &[&str] = &[
    "#[iron(",
    ")] ",
    "#[serde(",
    "struct S {",
    "}",
    " = \"",
    "\"",
    ", ",
    ": ",
    "\n",
    "Option<",
    "Vec<",
    "Expiring<",
    "HashMap<String, ",
    "BTreeMap<String, ",
    ">, ",
    "String",
    "u32",
    "u64",
    "f64",
    "bool",
    "char",
    "Cow<'static, str>",
    "[u8; 16]",
    "&'a str",
    "PhantomData<T>",
    "Box<dyn Fn(u8) -> u8>",
    "fn()",
    "(u8, bool)",
    "r#type",
    "pub ",
    "where T: ",
    "<T: Clone, const N: usize>",
    "enum E { A, B }",
    "struct U;",
    "struct P(",
    "user",
    "rest",
    "fe26",
    "native",
    "lax",
    "strict",
    "none",
    "never",
    "30d",
    "1h",
    "15m",
    "camelCase",
    "SCREAMING-KEBAB-CASE",
    "__Host-",
    "__Secure-",
    "2027-06-30",
    "magic-link",
    "iron-session/",
    "/account",
    "shop.example",
    "PATH",
    "Self::X",
    "vendor::session",
    "true",
    "false",
    "99999999999999999999",
    "///",
    "tag",
    "untagged",
    "rename_all_fields",
    "default_with",
];

/// Runs one input.
pub fn run(data: &[u8]) {
    let Some((mode, rest)) = data.split_first() else { return };
    let words: Vec<_> = WORDS.iter().chain(attr::names::ON_STRUCT).chain(attr::names::ON_FIELD).collect();
    let text = String::from_utf8_lossy(&spell(rest, &words)).into_owned();
    let kind = if mode & 1 == 0 { Kind::Session } else { Kind::Token };
    derive(&shaped(mode / 2, &text), kind);
}

/// The text as a struct, or each of its lines at one of the places of a struct.
fn shaped(shape: u8, text: &str) -> String {
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    match shape % 4 {
        0 => text.to_owned(),
        1 => format!("#[iron({})] struct S {{ user: Option<u64>, name: String }}", line()),
        2 => {
            let (on_field, of_type) = (line(), line());
            let of_type = if of_type.is_empty() { "Option<String>" } else { of_type };
            format!("struct S {{ #[iron({on_field})] user: {of_type}, #[iron({})] count: u32 }}", line())
        }
        _ => format!(
            "#[iron(purpose = \"a\", max_age = \"1h\", {})] struct S<{}> {{ #[serde({})] r#type: Vec<{}> }}",
            line(),
            line(),
            line(),
            line()
        ),
    }
}

fn derive(text: &str, kind: Kind) {
    if is_deep(text) {
        return;
    }
    let Ok(tokens) = TokenStream::from_str(text) else { return };
    let Ok(input) = syn::parse2::<DeriveInput>(tokens) else { return };
    // As the macro does, but for the order of mistakes: only a running macro knows where tokens are.
    let mut errors = Errors::default();
    let written = attr::read(input, kind, &mut errors);
    let model = model::build(written, &mut errors);
    let expanded = if errors.is_empty() { expand::derived(&model) } else { expand::stub(&model, &errors) };
    assert!(!expanded.is_empty());
    if let Err(error) = syn::parse2::<File>(expanded.clone()) {
        panic!("{error}: `{text}` has become `{expanded}`");
    }
}

/// Whether syn's parser, which calls itself, may need too much of the stack. rustc has such a limit too.
fn is_deep(text: &str) -> bool {
    const PREFIXES: [char; 12] = ['(', '[', '{', '<', '&', '*', '!', '-', '|', '=', '.', '?'];
    text.matches(PREFIXES).count() > 300
}
