use iron_session::IronSession;
use serde::{Deserialize, Serialize};

// The user's own types with the names of std's types that a session refuses.
mod own {
    use super::{Deserialize, Serialize};

    #[derive(Default, Deserialize, Serialize)]
    pub struct Rc<T>(pub T);

    #[derive(Default, Deserialize, Serialize)]
    pub struct Cell<T>(pub T);

    #[derive(Default, Deserialize, Serialize)]
    pub struct Mutex<T>(pub T);
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
}

fn main() {
    let visit = Visit::default();
    assert_eq!((visit.rc().0, visit.cell().0, visit.mutex().0, visit.skipped().0), (0, 0, 0, 0));
    assert!(visit.cells().is_empty() && matches!(visit.number(), AtomicU8));
}
