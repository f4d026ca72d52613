use std::time::Duration;

use iron_session::{IronToken, Keyring, TokenManager};

mod vendor {
    pub use iron_session as session;
}

const PURPOSE: &str = "by-constant";
const HOUR: Duration = Duration::from_secs(3600);

#[derive(IronToken)]
#[iron(purpose = "magic-link", max_age = "15m")]
pub struct MagicLink {
    email: String,
    // No method of the trait stands in the way of a field.
    seal: u8,
    open: u8,
    seal_bound: u8,
}

#[derive(IronToken)]
#[iron(purpose = PURPOSE, max_age = HOUR)]
struct Constant {
    number: u8,
}

#[derive(IronToken)]
#[iron(purpose = concat!("a", "/", "b"), max_age = "never")]
struct Expression {
    number: u8,
}

#[derive(vendor::session::IronToken)]
#[iron(crate = crate::vendor::session, purpose = "generic", max_age = "3650d")]
struct Generic<T: Clone, const N: usize>
where
    T: Default,
{
    items: Vec<T>,
    #[iron(default)]
    first: T,
    #[iron(rename = "number")]
    r#type: Option<[T; 2]>,
    #[iron(skip)]
    hidden: NotSealable,
}

#[derive(Default)]
struct NotSealable;

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", format = "fe26", rename_all = "camelCase")]
struct Invite {
    user_name: String,
}

#[derive(IronToken)]
#[iron(purpose = "empty", max_age = "1s")]
struct Empty {}

#[derive(IronToken)]
#[iron(purpose = "cart", max_age = "1d")]
struct CartV1<T> {
    item: T,
}

#[derive(IronToken)]
#[iron(purpose = "cart", max_age = "1d", schema = 1, from = CartV1<T>)]
struct Cart<T> {
    items: Vec<T>,
}

impl<T> From<CartV1<T>> for Cart<T> {
    fn from(old: CartV1<T>) -> Self {
        Self { items: vec![old.item] }
    }
}

// A field may be private to its module, also in its type.
mod inner {
    #[derive(serde::Serialize, serde::Deserialize, Clone, Copy)]
    struct Private(u8);

    #[derive(iron_session::IronToken)]
    #[iron(purpose = "inner", max_age = "1h")]
    pub struct Public {
        #[iron(with = plain)]
        number: u8,
        private: Private,
    }

    impl Public {
        pub fn new() -> Self {
            Self { number: 7, private: Private(8) }
        }

        pub fn sum(&self) -> u8 {
            self.number + self.private.0
        }
    }

    mod plain {
        use serde::{Deserialize, Deserializer, Serializer};

        pub fn serialize<S: Serializer>(number: &u8, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_u8(*number)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
            u8::deserialize(deserializer)
        }
    }
}

// serde's attributes may have another use, and a change through a shared reference is no matter here.
#[derive(IronToken, serde::Serialize)]
#[iron(purpose = "serde", max_age = "1h", ignore_serde)]
struct WithSerde {
    #[serde(rename = "n")]
    number: std::sync::Mutex<u8>,
}

macro_rules! token {
    ($name:ident, $purpose:literal) => {
        #[derive(iron_session::IronToken)]
        #[iron(purpose = $purpose, max_age = "1h")]
        struct $name {
            number: u8,
        }
    };
}

token!(ByMacro, "by-macro");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = Keyring::generate()?;
    let link = MagicLink { email: "demo".to_owned(), seal: 1, open: 2, seal_bound: 3 };
    let link = MagicLink::open_bound(&link.seal_bound(&keys, "session")?, &keys, "session")?;
    assert_eq!((link.email.as_str(), link.seal, link.open, link.seal_bound), ("demo", 1, 2, 3));

    assert_eq!((Constant::PURPOSE, Constant::MAX_AGE), ("by-constant", Some(HOUR)));
    assert_eq!((Expression::PURPOSE, Expression::MAX_AGE), ("a/b", None));
    assert_eq!(Constant::open(&Constant { number: 7 }.seal(&keys)?, &keys)?.number, 7);
    assert_eq!(Expression::open(&Expression { number: 7 }.seal(&keys)?, &keys)?.number, 7);

    let generic = Generic::<u8, 3> { items: vec![1], first: 2, r#type: Some([3, 4]), hidden: NotSealable };
    let opened = Generic::<u8, 3>::open(&generic.seal(&keys)?, &keys)?;
    assert_eq!((opened.items, opened.first, opened.r#type), (vec![1], 2, Some([3, 4])));
    let NotSealable = opened.hidden;

    let Empty {} = Empty::open(&Empty {}.seal(&keys)?, &keys)?;
    let cart = Cart::<u8>::open(&CartV1 { item: 7_u8 }.seal(&keys)?, &keys)?;
    assert_eq!(cart.items, [7]);
    assert_eq!(inner::Public::open(&inner::Public::new().seal(&keys)?, &keys)?.sum(), 15);

    let with_serde = WithSerde { number: 7.into() };
    assert_eq!(serde_json_text(&with_serde), 7);
    let opened = TokenManager::<WithSerde>::new(keys.clone()).open(&with_serde.seal(&keys)?)?;
    assert_eq!(*opened.token.number.lock().expect("not poisoned"), 7);
    assert_eq!(ByMacro::open(&ByMacro { number: 7 }.seal(&keys)?, &keys)?.number, 7);

    assert_eq!(Invite::MEMBERS, ["userName"]);
    assert!(Invite { user_name: "Ada".to_owned() }.seal(&keys).is_err(), "there is no Fe26.2 password");
    Ok(())
}

fn serde_json_text(token: &WithSerde) -> u8 {
    *token.number.lock().expect("not poisoned")
}
