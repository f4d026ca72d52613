use iron_session::IronSession;

mod old {
    #[derive(iron_session::IronSession)]
    pub struct V0 {
        name: String,
    }
}

#[derive(IronSession)]
#[iron(schema = 3, from = old::V0)]
struct V3 {
    name: String,
    visits: u32,
}

impl From<old::V0> for V3 {
    fn from(old: old::V0) -> Self {
        Self { name: old.name().to_owned(), visits: 0 }
    }
}

#[derive(IronSession)]
#[iron(schema = 65535, from = V3)]
struct Last {
    name: String,
}

impl From<V3> for Last {
    fn from(old: V3) -> Self {
        Self { name: format!("{} {}", old.name, old.visits) }
    }
}

// A type that converts from no other type.
#[derive(IronSession)]
#[iron(schema = 1)]
struct Alone {
    visits: u32,
}

#[derive(IronSession)]
#[iron(schema = 0)]
struct Zero {
    visits: u32,
}

// The types that these convert from are generic, or not.
#[derive(IronSession)]
struct Basket<T: Clone> {
    items: Vec<T>,
}

#[derive(IronSession)]
#[iron(schema = 1, from = Basket<T>)]
struct Cart<T: Clone> {
    items: Vec<T>,
}

impl<T: Clone> From<Basket<T>> for Cart<T> {
    fn from(old: Basket<T>) -> Self {
        Self { items: old.items }
    }
}

#[derive(IronSession)]
#[iron(schema = 1, from = Zero)]
struct Counted<T> {
    item: Option<T>,
    visits: u32,
}

impl<T> From<Zero> for Counted<T> {
    fn from(old: Zero) -> Self {
        Self { item: None, visits: old.visits }
    }
}

fn main() {
    assert_eq!((V3::SCHEMA, Last::SCHEMA, Alone::SCHEMA, Zero::SCHEMA), (3, 65535, 1, 0));
    assert_eq!((old::V0::SCHEMA, Basket::<u8>::SCHEMA, Cart::<u8>::SCHEMA), (0, 0, 1));
    assert_eq!(Counted::<u8>::SCHEMA, 1);
    assert_eq!(Last::from(V3::default()).name(), " 0");
    let keys = iron_session::Keyring::generate().expect("the system has randomness");
    assert!(Cart::<u8>::load(&http::HeaderMap::new(), &keys).items().is_empty());
    assert!(Counted::<u8>::load(&http::HeaderMap::new(), &keys).item().is_none());
}
