use iron_session::{IronSession, Keyring};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::marker::PhantomData;

#[derive(IronSession)]
struct Basket<T> {
    items: Vec<T>,
    last: Option<T>,
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "bounded")]
struct Bounded<T: Debug + Clone, U>
where
    U: Copy,
{
    item: T,
    other: Option<U>,
    pair: (T, U),
}

#[derive(IronSession)]
struct Declared<T> {
    #[iron(default = None)]
    item: Option<T>,
    #[iron(skip)]
    marker: PhantomData<fn() -> T>,
}

#[derive(Deserialize, Serialize)]
struct Row<const N: usize>(Vec<u8>);

impl<const N: usize> Default for Row<N> {
    fn default() -> Self {
        Self(vec![0; N])
    }
}

#[derive(IronSession)]
struct Sized<const N: usize, const WIDE: bool = false> {
    row: Row<N>,
    bytes: [u8; N],
}

#[derive(IronSession)]
struct WithDefault<T = u8> {
    item: T,
}

trait Shop: Send + Sync + 'static {
    type Item;
}

struct Books;

impl Shop for Books {
    type Item = String;
}

#[derive(IronSession)]
struct Associated<S: Shop> {
    item: Option<S::Item>,
    many: Vec<<S as Shop>::Item>,
}

// A parameter with the name that a field, a local or std might have.
#[derive(IronSession)]
struct Odd<Value, M, A> {
    value: Value,
    m: M,
    a: A,
}

fn through<T>(item: T, keys: &Keyring) -> usize
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + Sync + 'static,
{
    let mut basket = Basket::<T>::load(&http::HeaderMap::new(), keys);
    basket.items_mut().push(item);
    basket.items().len()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = Keyring::generate()?;
    assert_eq!(through("a".to_owned(), &keys), 1);

    let mut bounded = Bounded::<String, u8>::default();
    bounded.set_item("a".to_owned());
    bounded.reset_item();
    assert_eq!((bounded.item().as_str(), bounded.other(), bounded.pair()), ("", None, &(String::new(), 0)));
    assert_eq!(Bounded::<String, u8>::CONFIG.cookie(), "bounded");

    // No `Default` is asked of a parameter whose fields declare theirs.
    struct Plain;
    assert!(Declared::<Plain>::default().item().is_none());

    let sized = Sized::<4>::load(&http::HeaderMap::new(), &keys);
    assert_eq!((sized.row().0.len(), sized.bytes()), (4, &[0; 4]));
    assert_eq!(<WithDefault>::default().item(), &0);

    let mut associated = Associated::<Books>::load(&http::HeaderMap::new(), &keys);
    associated.set_item("a".to_owned());
    assert_eq!((associated.item(), associated.many()), (Some(&"a".to_owned()), &[][..]));
    assert_eq!(Odd::<u8, u8, u8>::MEMBERS, ["value", "m", "a"]);
    Ok(())
}
