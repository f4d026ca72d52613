use iron_session::IronSession;
use serde::{Deserialize, Serialize};

// The user's own types with the names of std's types that a session refuses, or for which it has accessors.
mod own {
    use super::{Deserialize, Serialize};

    #[derive(Default, Deserialize, Serialize)]
    pub struct Rc<T>(pub T);

    #[derive(Default, Deserialize, Serialize)]
    pub struct Cell<T>(pub T);

    #[derive(Default, Deserialize, Serialize)]
    pub struct Mutex<T>(pub T);
}

mod text {
    use super::{Deserialize, Serialize};

    #[derive(Default, Deserialize, Serialize)]
    pub struct String(pub u8);

    #[derive(Default, Deserialize, Serialize)]
    pub struct Vec<T>(pub T);

    #[derive(Default, Deserialize, Serialize)]
    pub struct Option<T>(pub T);

    #[allow(non_camel_case_types)]
    #[derive(Default, Deserialize, Serialize)]
    pub struct u64(pub u8);
}

#[derive(Default, Deserialize, Serialize)]
struct AtomicU8;

#[derive(IronSession)]
struct Visit {
    rc: own::Rc<u8>,
    cell: own::Cell<u8>,
    cells: Vec<Option<crate::own::Cell<u8>>>,
    mutex: self::own::Mutex<u8>,
    number: self::AtomicU8,
    #[iron(skip)]
    skipped: own::Rc<u8>,
    string: text::String,
    vec: crate::text::Vec<u8>,
    option: self::text::Option<u8>,
    plain: text::u64,
    of_std: std::option::Option<::std::string::String>,
}

fn main() {
    let visit = Visit::default();
    assert_eq!((visit.rc().0, visit.cell().0, visit.mutex().0, visit.skipped().0), (0, 0, 0, 0));
    assert_eq!((visit.string().0, visit.vec().0, visit.option().0, visit.plain().0), (0, 0, 0, 0));
    assert_eq!(visit.of_std(), None::<&str>);
    assert!(visit.cells().is_empty() && matches!(visit.number(), AtomicU8));
}
