//! What typical structs expand to, written by the tests and read by people.
//!
//! After an intended change, `SNAPSHOTS=overwrite cargo test -p iron-session-derive` writes the files anew.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, File};

use crate::attr::{self, Kind};
use crate::errors::Errors;
use crate::{expand, model};

#[test]
fn plain() {
    let lines = check(
        "plain",
        quote! {
            struct Visit {
                /// How often the visitor came.
                count: u32,
                name: String,
                user: Option<u64>,
            }
        },
    );
    assert_eq!(lines, 114, "an ordinary struct expands to {lines} lines");
}

#[test]
fn cookie() {
    check(
        "cookie",
        quote! {
            #[iron(cookie = NAME, path = PATH, domain = DOMAIN, secure, http_only = false)]
            #[iron(same_site = "none", partitioned, priority = "high", persistent = false, no_store)]
            #[iron(chunks = 2, max_age = MAX_AGE, refresh_after = "1d", absolute_timeout = "never")]
            pub struct Visit {
                count: u32,
            }
        },
    );
}

#[test]
fn shapes() {
    check(
        "shapes",
        quote! {
            #[iron(rename_all = "camelCase")]
            pub(crate) struct Shapes {
                is_plain: bool,
                string: String,
                vec: Vec<Item>,
                option_string: Option<String>,
                option_plain: Option<char>,
                option: Option<Item>,
                #[deprecated]
                #[iron(default = Item::new(7))]
                other: Item,
                r#type: u8,
                #[iron(get = is_member, set = join)]
                member: bool,
                #[iron(skip, accessors = false)]
                hidden: u8,
            }
        },
    );
}

#[test]
fn fields() {
    check(
        "fields",
        quote! {
            pub struct Fields {
                #[iron(flash)]
                notice: Option<String>,
                #[iron(lifetime = "10m")]
                sudo: Expiring<u64>,
                #[iron(lifetime = LIFETIME)]
                code: Expiring<String>,
                #[iron(rename = "lang", alias = "locale", alias = "language")]
                tongue: Option<String>,
                #[iron(with = hex)]
                token: [u8; 16],
                carts: Option<HashMap<String, (u8, HashSet<u8>)>>,
                #[iron(flatten)]
                rest: BTreeMap<String, Value>,
            }
        },
    );
}

#[test]
fn generic() {
    check(
        "generic",
        quote! {
            pub struct Cart<T: Clone, const N: usize>
            where
                T: Item,
            {
                items: Vec<T>,
                #[iron(default = [0; N])]
                counts: Counts<N>,
                total: u64,
            }
        },
    );
}

#[test]
fn subject() {
    check(
        "subject",
        quote! {
            #[iron(id, subject = owner)]
            struct Visit<T> {
                #[iron(rename = "sub")]
                owner: Option<T>,
                count: u32,
            }
        },
    );
}

#[test]
fn schema() {
    check(
        "schema",
        quote! {
            #[iron(schema = 2, from = VisitV1, id, default, crate = vendor::session)]
            pub struct Visit {
                count: u32,
            }
        },
    );
}

#[test]
fn default_alone() {
    check(
        "default_alone",
        quote! {
            #[iron(default)]
            struct Visit {
                count: u32,
                name: Option<String>,
            }
        },
    );
}

#[test]
fn flatten() {
    check(
        "flatten",
        quote! {
            struct Visit {
                count: u32,
                #[iron(flatten, or_default)]
                rest: HashMap<String, Value>,
            }
        },
    );
}

#[test]
fn accept() {
    check(
        "accept",
        quote! {
            #[iron(cookie = "__Host-app", accept = "fe26", accept_until = "2027-06-30", accept_name = "sid")]
            struct Visit {
                count: u32,
            }
        },
    );
}

#[test]
fn reexported() {
    check(
        "reexported",
        quote! {
            #[iron(crate = framework::session, cookie = NAME)]
            pub struct Visit {
                user: Option<UserId>,
            }
        },
    );
}

#[test]
fn raw_names() {
    check(
        "raw_names",
        quote! {
            #[iron(rename_all = "SCREAMING-KEBAB-CASE")]
            struct Visit {
                r#type: Option<String>,
                #[iron(get = r#match)]
                r#in: bool,
            }
        },
    );
}

#[test]
fn who_may() {
    check(
        "who_may",
        quote! {
            pub struct Visit {
                #[iron(copy)]
                role: Role,
                #[iron(copy, set = false)]
                former: Option<Role>,
                #[iron(set = pub(crate) sign_in)]
                user: Option<u64>,
                #[iron(default = "en", set = pub(super))]
                lang: String,
            }
        },
    );
}

#[test]
fn documented() {
    check(
        "documented",
        quote! {
            struct Visit {
                /// A number.
                ///
                /// ```
                /// assert_eq!(1, 1);
                /// ```
                count: u32,
                /// Without code.
                plain: bool,
            }
        },
    );
}

#[test]
fn token() {
    let lines = check_token(
        "token",
        quote! {
            #[iron(purpose = "magic-link", max_age = "15m")]
            pub struct MagicLink {
                email: String,
                nonce: u64,
                next: Option<String>,
            }
        },
    );
    assert_eq!(lines, 54, "an ordinary token expands to {lines} lines");
}

#[test]
fn token_fields() {
    check_token(
        "token_fields",
        quote! {
            #[iron(purpose = PURPOSE, max_age = "never", rename_all = "camelCase")]
            struct Fields {
                #[iron(default = Role::Guest)]
                role: Role,
                #[iron(or_default)]
                theme: Theme,
                #[iron(rename = "lang", alias = "locale")]
                tongue: String,
                #[iron(with = hex)]
                r#type: [u8; 16],
                #[iron(skip)]
                hidden: u8,
                #[iron(flatten)]
                rest: BTreeMap<String, Value>,
            }
        },
    );
}

#[test]
fn token_generic() {
    check_token(
        "token_generic",
        quote! {
            #[iron(purpose = "cart", max_age = MAX_AGE, schema = 2, from = CartV1, crate = vendor::session)]
            struct Cart<T: Item> {
                items: Vec<T>,
                #[iron(default)]
                gift: Gift<T>,
            }
        },
    );
}

#[test]
fn token_fe26() {
    check_token(
        "token_fe26",
        quote! {
            #[iron(purpose = "invite", max_age = "7d", format = "fe26")]
            struct Invite {
                team: u64,
            }
        },
    );
}

/// Compares the expansion of a session with the file of that name, and returns how many lines it has.
fn check(name: &str, input: TokenStream) -> usize {
    check_kind(name, Kind::Session, input)
}

/// Compares the expansion of a token with the file of that name, and returns how many lines it has.
fn check_token(name: &str, input: TokenStream) -> usize {
    check_kind(name, Kind::Token, input)
}

fn check_kind(name: &str, kind: Kind, input: TokenStream) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/snapshots/{name}.rs"));
    let actual = expansion(input, kind);
    if env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::write(&path, &actual).expect("the snapshots can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if let Some(difference) = difference(&expected, &actual) {
        panic!(
            "the expansion is not that of src/snapshots/{name}.rs; if it is meant, write it anew with \
             `SNAPSHOTS=overwrite cargo test -p iron-session-derive`\n{difference}"
        );
    }
    actual.lines().count()
}

/// The formatted expansion of a correct struct.
fn expansion(input: TokenStream, kind: Kind) -> String {
    let input: DeriveInput = syn::parse2(input).expect("a struct");
    let mut errors = Errors::default();
    let written = attr::read(input, kind, &mut errors);
    let model = model::build(written, &mut errors);
    assert!(errors.is_empty(), "{}", errors.to_token_stream());
    let items: File = syn::parse2(expand::derived(&model)).expect("items");
    prettyplease::unparse(&items)
}

/// The lines between the first that differs and the last, if any does.
fn difference(expected: &str, actual: &str) -> Option<String> {
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    if expected == actual {
        return None;
    }
    let same = expected.iter().zip(&actual).take_while(|(one, other)| one == other).count();
    let (expected, actual) = (&expected[same..], &actual[same..]);
    let end = expected.iter().rev().zip(actual.iter().rev()).take_while(|(one, other)| one == other).count();
    let mut hint = format!("from line {}:\n", same + 1);
    for (mark, lines) in [('-', &expected[..expected.len() - end]), ('+', &actual[..actual.len() - end])] {
        for line in lines {
            writeln!(hint, "{mark} {line}").expect("a `String` takes all that is written");
        }
    }
    Some(hint)
}
