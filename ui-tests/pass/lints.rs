//! The derive causes no warning, whichever lints a crate turns on.
#![deny(warnings, missing_docs, unreachable_pub, unsafe_code, deprecated, clippy::all, clippy::pedantic)]
#![deny(clippy::impl_trait_in_params)]
#![deny(
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    non_ascii_idents,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

pub mod session {
    //! A public module.

    use std::collections::{BTreeMap, HashMap};
    use std::marker::PhantomData;
    use std::time::Duration;

    use iron_session::{Expiring, IronSession};
    use serde::{Deserialize, Serialize};

    /// Has a private field type.
    #[derive(Clone, Debug, IronSession)]
    #[iron(cookie = "visit", max_age = "1h", persistent = false)]
    #[allow(non_snake_case)]
    pub struct Visit {
        /// How often the visitor came.
        visits: u32,
        theme: Theme,
        last: Option<Theme>,
        old: Vec<Theme>,
        /// A name.
        ///
        /// With two paragraphs, and `code`.
        name: String,
        note: Option<String>,
        age: Option<u8>,
        counts: HashMap<String, u64>,
        ordered: BTreeMap<String, Option<u8>>,
        large: [u8; 32],
        ratio: f64,
        one: bool,
        _two: bool,
        boxed: Box<u32>,
        #[iron(skip)]
        skipped: PhantomData<u8>,
        /// Use `name`.
        #[deprecated = "use `name`"]
        nick: String,
        userName: Option<u8>,
    }

    #[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
    struct Theme;

    const NAME: &str = "newer";
    const WHILE: Duration = Duration::from_secs(90);

    /// Has every key that the others lack.
    #[derive(Debug, IronSession)]
    #[iron(cookie = NAME, path = "/", domain = DOMAIN, id, schema = 2, from = Visit)]
    #[iron(max_age = WHILE, refresh_after = "1m", absolute_timeout = WHILE)]
    pub struct Newer {
        /// Shown once.
        #[iron(flash)]
        notice: Option<String>,
        #[iron(flash, accessors = true)]
        private: Option<Theme>,
        #[iron(lifetime = "1m")]
        sudo: Expiring<u64>,
        #[iron(lifetime = WHILE, alias = "theme", alias = "look")]
        seen: Expiring<Theme>,
        #[iron(with = number, get = number_of_visits, set = count)]
        visits: u32,
        #[iron(with = number)]
        #[deprecated = "use `visits`"]
        views: u32,
        #[iron(flatten)]
        rest: BTreeMap<String, u8>,
        #[iron(accessors = false)]
        hidden: u32,
        #[iron(copy)]
        role: Theme,
        #[iron(copy, set = false)]
        former: Option<Theme>,
        #[iron(set = pub(crate) choose, default = "en")]
        lang: String,
        /// With an example.
        ///
        /// ```
        /// assert_eq!(1, 1);
        /// ```
        #[iron(default = "de", set = pub(super))]
        second: Option<String>,
    }

    const DOMAIN: &str = "example.com";

    mod number {
        use serde::{Deserialize, Deserializer, Serializer};

        #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is given")]
        pub(super) fn serialize<S: Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_u32(*number)
        }

        pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
            u32::deserialize(deserializer)
        }
    }

    impl From<Visit> for Newer {
        fn from(old: Visit) -> Self {
            let mut newer = Self::default();
            newer.count(old.visits() + newer.hidden);
            newer
        }
    }

    /// Generic, with every kind of member.
    #[derive(Debug, IronSession)]
    #[iron(absolute_timeout = "never")]
    pub struct GenericKeys<T: Clone> {
        #[iron(lifetime = WHILE)]
        item: Expiring<T>,
        #[iron(flash)]
        notice: Option<T>,
        #[iron(flatten)]
        rest: BTreeMap<String, T>,
        #[iron(with = number)]
        visits: u32,
    }

    /// Generic.
    #[derive(Debug, IronSession)]
    pub struct Generic<T: Clone> {
        item: T,
        items: Vec<T>,
        many: Option<Vec<T>>,
        private: Option<(T, Theme)>,
    }

    /// Without members.
    #[derive(Clone, Copy, Debug, IronSession)]
    pub struct Empty {}

    /// Has a `Default` of its own.
    #[derive(Clone, Copy, Debug, Default, IronSession)]
    #[iron(default, cookie = "own")]
    pub struct Own {
        visits: u32,
    }

    /// Old.
    #[deprecated = "use `Visit`"]
    #[derive(Clone, Copy, Debug, IronSession)]
    #[iron(cookie = "old")]
    pub struct Old {
        visits: u32,
    }
}

mod private {
    /// Hardly used.
    #[derive(Debug, iron_session::IronSession)]
    pub(crate) struct Private {
        visits: u32,
        name: Option<String>,
        #[allow(dead_code)]
        unused: String,
    }

    #[derive(Debug, iron_session::IronSession)]
    pub(crate) struct Unread {
        visits: u32,
    }
}

fn main() {
    let mut visit = session::Visit::default();
    visit.set_visits(7);
    visit.set_note("a");
    visit.set_userName(1);
    assert_eq!(visit.visits(), 7);
    let mut private = private::Private::default();
    private.set_name("a");
    private.set_visits(1);
    assert_eq!(private.visits() + session::Own::default().visits(), 1);
    assert_eq!(private::Unread::default().visits(), 0);
    let mut newer = session::Newer::from(visit);
    newer.set_notice("a");
    newer.set_sudo(1);
    newer.choose("fr");
    newer.put_second(None);
    assert_eq!((newer.lang(), newer.second()), ("fr", None));
    assert_eq!(
        (newer.number_of_visits(), newer.take_notice().as_deref(), newer.sudo()),
        (7, Some("a"), Some(&1))
    );
    assert!(newer.rest().is_empty());
    let mut keys = session::GenericKeys::<u8>::default();
    keys.set_visits(1);
    assert_eq!((keys.take_notice(), keys.item(), keys.rest().len(), keys.visits()), (None, None, 0, 1));
    let generic = session::Generic::<u8>::default();
    assert_eq!(generic.item(), &0);
    let empty = session::Empty::default();
    assert_eq!(format!("{empty:?}"), "Empty");
}
