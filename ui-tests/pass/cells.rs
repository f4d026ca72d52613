use iron_session::IronSession;
use serde::{Deserialize, Serialize};

// Names that std gives to types with interior mutability, for things without.
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
