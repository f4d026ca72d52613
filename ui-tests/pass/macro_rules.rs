// The ways in which macros write sessions: every kind of fragment, whole bodies, macros within macros.

use std::collections::BTreeMap;
use std::time::Duration;

use iron_session::{Config, Expiring, IronSession};

mod number {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is given")]
    pub fn serialize<S: Serializer>(number: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        u8::deserialize(deserializer)
    }
}

const HOUR: Duration = Duration::from_secs(3600);
const NAME: &str = "named";

// 1. The functions as a path.
macro_rules! by_path {
    ($name:ident, $with:path) => {
        #[derive(IronSession)]
        struct $name {
            #[iron(with = $with)]
            b: u8,
        }
    };
}
by_path!(ByPath, number);

// 2. All attributes, and a body of tokens.
macro_rules! by_tt {
    ($(#[$meta:meta])* $name:ident $body:tt) => {
        #[derive(IronSession)]
        $(#[$meta])*
        struct $name $body
    };
}
by_tt! {
    #[iron(cookie = "tt", max_age = HOUR)]
    ByTt {
        #[iron(with = number)]
        a: u8,
        #[iron(with = crate::number, default = 3)]
        b: u8,
        #[iron(lifetime = HOUR)]
        sudo: Expiring<u8>,
        name: Option<String>,
    }
}

// 3. Fields with their attributes.
macro_rules! by_fields {
    ($(#[$meta:meta])* $vis:vis $name:ident { $($(#[$of_field:meta])* $field:ident: $ty:ty,)* }) => {
        #[derive(IronSession)]
        $(#[$meta])*
        $vis struct $name {
            $($(#[$of_field])* $field: $ty,)*
        }
    };
}
by_fields! {
    /// Documented.
    #[iron(cookie = NAME)]
    pub(crate) ByFields {
        #[iron(with = number)]
        a: u8,
        #[iron(copy)]
        pair: (u8, u8),
        #[iron(default = "en", set = pub(crate) speak)]
        lang: String,
        #[iron(flatten)]
        rest: BTreeMap<String, u8>,
    }
}

// 4. Expressions and literals as values.
macro_rules! by_values {
    ($name:ident, $cookie:expr, $age:expr, $secure:literal, $default:expr, $text:literal) => {
        #[derive(IronSession)]
        #[iron(cookie = $cookie, max_age = $age, secure = $secure)]
        struct $name {
            #[iron(default = $default)]
            count: u8,
            #[iron(default = $text, rename = $text)]
            text: String,
        }
    };
}
by_values!(ByValues, concat!("v", "alues"), HOUR, false, 1 + 1, "t");

// 5. Names of accessors and keys as identifiers.
macro_rules! by_names {
    ($name:ident, $get:ident, $set:ident, $key:ident) => {
        #[derive(IronSession)]
        struct $name {
            #[iron(get = $get, set = $set)]
            on: bool,
            #[iron($key)]
            kept: Option<u8>,
        }
    };
}
by_names!(ByNames, is_on, switch, flash);

// 6. Types as fragments, with generics of the macro's own.
macro_rules! by_types {
    ($name:ident, $item:ty, $list:ty) => {
        #[derive(IronSession)]
        struct $name<T: Clone> {
            item: Option<$item>,
            items: Vec<$item>,
            list: $list,
            own: Option<T>,
        }
    };
}
by_types!(ByTypes, String, Vec<u8>);

// 7. A macro that writes the macro.
macro_rules! macro_of_macros {
    ($inner:ident, $with:path) => {
        macro_rules! $inner {
            ($name:ident, $cookie:literal) => {
                #[derive(IronSession)]
                #[iron(cookie = $cookie)]
                struct $name {
                    #[iron(with = $with)]
                    b: u8,
                    #[iron(lifetime = HOUR)]
                    sudo: Expiring<u8>,
                }
            };
        }
    };
}
macro_of_macros!(inner, number);
inner!(ByInner, "inner");

// 8. One that hands its tokens on to another.
macro_rules! handed_on {
    (@struct $name:ident { $($body:tt)* }) => { by_tt!($name { $($body)* }); };
    ($name:ident $($rest:tt)*) => { handed_on!(@struct $name { #[iron(with = number)] b: u8, $($rest)* }); };
}
handed_on!(HandedOn c: u8, d: Option<u8>);

// 9. The crate as a path, and the visibility.
macro_rules! by_crate {
    ($vis:vis $name:ident, $krate:path) => {
        #[derive(IronSession)]
        #[iron(crate = $krate)]
        $vis struct $name {
            #[iron(set = $vis put_in)]
            a: u8,
            #[iron(with = number)]
            b: u8,
        }
    };
}
by_crate!(pub(crate) ByCrate, ::iron_session);

// 10. The type before this one.
macro_rules! by_from {
    ($name:ident, $from:ty, $schema:literal) => {
        #[derive(IronSession)]
        #[iron(schema = $schema, from = $from)]
        struct $name {
            b: u8,
        }

        impl From<$from> for $name {
            fn from(old: $from) -> Self {
                Self { b: old.b }
            }
        }
    };
}
by_from!(ByFrom, ByPath, 1);

// 11. Items within a function.
macro_rules! in_function {
    ($($item:item)*) => {
        fn in_function() -> u8 {
            $($item)*
            let mut inside = Inside::default();
            inside.set_b(7);
            inside.b().wrapping_add(inside.sudo().copied().unwrap_or_default())
        }
    };
}
in_function! {
    #[derive(IronSession)]
    #[iron(cookie = NAME)]
    struct Inside {
        #[iron(with = number)]
        b: u8,
        #[iron(lifetime = HOUR)]
        sudo: Expiring<u8>,
    }
}

// 12. A list of structs, with blocks and lifetimes of the macro's own in a default.
macro_rules! many {
    ($($name:ident: $default:block),*) => {
        $(#[derive(IronSession)]
        struct $name {
            #[iron(default = $default, with = number)]
            b: u8,
            #[iron(skip, default = $default)]
            c: u8,
        })*
    };
}
many!(First: { 1 }, Second: { let two = 2; two });

fn main() {
    assert_eq!(
        (ByPath::default().b(), ByTt::default().b(), ByTt::CONFIG),
        (0, 3, Config::new("tt").max_age(HOUR))
    );
    let mut by_tt = ByTt::default();
    by_tt.set_name("a");
    by_tt.set_sudo(1);
    assert_eq!((by_tt.a(), by_tt.name(), by_tt.sudo()), (0, Some("a"), Some(&1)));
    let mut by_fields = ByFields::default();
    by_fields.speak("fr");
    assert_eq!((by_fields.a(), by_fields.pair(), by_fields.lang()), (0, (0, 0), "fr"));
    assert_eq!((by_fields.rest().len(), ByFields::CONFIG.cookie()), (0, "named"));
    assert_eq!(ByValues::CONFIG, Config::new("values").secure(false).max_age(HOUR));
    assert_eq!((ByValues::default().count(), ByValues::default().text()), (2, "t"));
    let mut by_names = ByNames::default();
    by_names.switch(true);
    by_names.put_kept(Some(1));
    assert_eq!((by_names.is_on(), by_names.take_kept()), (true, Some(1)));
    let by_types = ByTypes::<u8>::default();
    let seen: (Option<&str>, &[String], &[u8], Option<&u8>) =
        (by_types.item(), by_types.items(), by_types.list(), by_types.own());
    assert_eq!(seen, (None, &[][..], &[][..], None));
    assert_eq!(
        (ByInner::default().b(), ByInner::default().sudo(), ByInner::CONFIG.cookie()),
        (0, None, "inner")
    );
    assert_eq!((HandedOn::default().b(), HandedOn::default().c(), HandedOn::default().d()), (0, 0, None));
    let mut by_crate = ByCrate::default();
    by_crate.put_in(1);
    assert_eq!((by_crate.a(), by_crate.b()), (1, 0));
    assert_eq!((ByFrom::from(ByPath { b: 4 }).b(), in_function()), (4, 7));
    assert_eq!((First::default().b(), Second::default().b(), Second::default().c()), (1, 2, 2));
    assert_eq!(First::default().c(), 1);
}
