use iron_session::{Config, IronSession};

macro_rules! session {
    ($(#[$meta:meta])* $vis:vis $name:ident($cookie:literal, $max_age:expr, $secure:literal) { $($field:ident: $ty:ty = $default:expr),* $(,)? }) => {
        $(#[$meta])*
        #[derive(IronSession)]
        #[iron(cookie = $cookie, max_age = $max_age, secure = $secure)]
        $vis struct $name {
            $(#[iron(default = $default)] $field: $ty,)*
        }
    };
}

session! {
    /// Made by a macro.
    pub(crate) Visit("visit", "1h", false) {
        visits: u32 = 1 + 1,
        name: String = "a".to_owned(),
        note: Option<String> = None,
        age: Option<u8> = Some(7),
        tags: Vec<String> = Vec::new(),
    }
}

macro_rules! wrapped {
    ($inner:ty, $path:path, $key:ident) => {
        #[derive(IronSession)]
        struct Wrapped {
            inner: $inner,
            optional: Option<$inner>,
            many: Vec<$inner>,
            nested: Option<Vec<$inner>>,
            path: $path,
            #[iron($key)]
            kept: Option<$inner>,
        }
    };
}

wrapped!(String, Option<u32>, skip);

// A macro writes the whole struct, with its fields.
macro_rules! whole {
    () => {
        #[derive(IronSession)]
        struct Whole {
            value: u32,
            name: Option<String>,
        }

        fn whole() -> u32 {
            let mut whole = Whole::default();
            whole.set_name("a");
            whole.set_value(7);
            whole.value()
        }
    };
}

whole!();

fn main() {
    let mut visit = Visit::default();
    assert_eq!(
        Visit::CONFIG,
        Config::new("visit").secure(false).max_age(std::time::Duration::from_secs(3600))
    );
    assert_eq!((visit.visits(), visit.name(), visit.note(), visit.age()), (2, "a", None::<&str>, Some(7)));
    visit.set_note("b");
    let tags: &[String] = visit.tags();
    assert!(tags.is_empty());

    let mut wrapped = Wrapped::default();
    wrapped.set_inner("a");
    wrapped.set_optional("b");
    let seen: (&str, Option<&str>, &[String]) = (wrapped.inner(), wrapped.optional(), wrapped.many());
    assert_eq!(seen, ("a", Some("b"), &[][..]));
    let path: Option<u32> = wrapped.path();
    assert_eq!((path, wrapped.nested(), wrapped.kept()), (None, None, None::<&str>));
    assert_eq!(Wrapped::MEMBERS, ["inner", "optional", "many", "nested", "path"]);
    assert_eq!(whole(), 7);
}
