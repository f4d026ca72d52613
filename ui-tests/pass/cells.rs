use iron_session::IronSession;
use serde::{Deserialize, Serialize};

// Types without interior mutability, with names like those of std's types that have it.
#[derive(Default, Deserialize, Serialize)]
struct Cell {
    row: u8,
}

#[derive(Default, Deserialize, Serialize)]
struct AtomicNumber(u8);

#[derive(IronSession)]
struct Sheet {
    cell: Cell,
    element: AtomicNumber,
}

fn main() {
    assert_eq!((Sheet::default().cell().row, Sheet::default().element().0), (0, 0));
}
