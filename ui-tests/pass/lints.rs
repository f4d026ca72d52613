//! The derive causes no warning, whatever a crate asks for.
#![deny(warnings, missing_docs, unreachable_pub, unsafe_code, deprecated, clippy::all, clippy::pedantic)]
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

    use iron_session::IronSession;
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
    let generic = session::Generic::<u8>::default();
    assert_eq!(generic.item(), &0);
    let empty = session::Empty::default();
    assert_eq!(format!("{empty:?}"), "Empty");
}
