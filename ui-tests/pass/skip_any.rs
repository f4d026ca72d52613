use std::marker::PhantomData;
use std::sync::{Mutex, OnceLock};

use iron_session::IronSession;

// What is never sealed may borrow what lives for ever, and may change unseen.
#[derive(Default)]
struct Cell<T>(T);

#[derive(IronSession)]
struct Visit {
    visits: u32,
    #[iron(skip)]
    once: OnceLock<u8>,
    #[iron(skip)]
    lock: Mutex<Vec<u8>>,
    #[iron(skip)]
    text: &'static str,
    #[iron(skip)]
    marker: PhantomData<&'static str>,
    #[iron(skip)]
    own: Cell<u8>,
}

fn main() {
    let visit = Visit::default();
    assert_eq!(
        (visit.once().get(), *visit.text(), visit.own().0, visit.marker()),
        (None, "", 0, &PhantomData)
    );
    assert!(visit.lock().lock().is_ok_and(|list| list.is_empty()));
    assert_eq!((Visit::MEMBERS, visit.visits()), (&["visits"][..], 0));
}
