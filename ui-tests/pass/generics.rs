use iron_session::{Expiring, IronSession, Keyring};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

// Parameters with names that a field, a local variable or std may also have.
#[derive(IronSession)]
struct Odd<Value, M, A> {
    value: Value,
    m: M,
    a: A,
}

// Members that expire, that are flattened, or that use functions: each type gets only the bounds that it
// needs.
#[derive(IronSession)]
#[iron(schema = 1, from = WithDefault<T>)]
struct Keys<T, U, V, W: functions::Text = u8> {
    #[iron(lifetime = "1m")]
    expiring: Expiring<T>,
    #[iron(flatten)]
    rest: BTreeMap<String, U>,
    #[iron(flash)]
    notice: Option<V>,
    #[iron(with = functions, default = W::new())]
    text: W,
    #[iron(skip)]
    skipped: PhantomData<fn() -> W>,
}

impl<T, U, V, W: functions::Text> From<WithDefault<T>> for Keys<T, U, V, W> {
    fn from(old: WithDefault<T>) -> Self {
        let mut expiring = Expiring::default();
        expiring.set(old.item);
        Self { expiring, rest: BTreeMap::new(), notice: None, text: W::new(), skipped: PhantomData }
    }
}

mod functions {
    use serde::{Deserialize, Deserializer, Serializer};

    /// Needs neither serde's traits nor `Default`.
    pub trait Text: Send + Sync + 'static {
        fn new() -> Self;
    }

    impl Text for u8 {
        fn new() -> Self {
            7
        }
    }

    pub fn serialize<T: Text, S: Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }

    pub fn deserialize<'de, T: Text, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        <()>::deserialize(deserializer).map(|()| T::new())
    }
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

    // A parameter needs no `Default` if its fields declare their defaults.
    struct Plain;
    assert!(Declared::<Plain>::default().item().is_none());

    let sized = Sized::<4>::load(&http::HeaderMap::new(), &keys);
    assert_eq!((sized.row().0.len(), sized.bytes()), (4, &[0; 4]));
    assert_eq!(<WithDefault>::default().item(), &0);

    let mut associated = Associated::<Books>::load(&http::HeaderMap::new(), &keys);
    associated.set_item("a".to_owned());
    assert_eq!((associated.item(), associated.many()), (Some(&"a".to_owned()), &[][..]));
    let mut session = Keys::<u8, String, bool>::load(&http::HeaderMap::new(), &keys);
    session.set_expiring(1);
    session.set_notice(true);
    assert_eq!((session.take_notice(), session.expiring(), session.text()), (Some(true), Some(&1), &7));
    assert!(session.rest().is_empty());
    assert_eq!(Odd::<u8, u8, u8>::MEMBERS, ["value", "m", "a"]);
    Ok(())
}
