use iron_session::{IronSession, Keyring};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

/// A type without serde's traits, because the functions do not need them.
#[derive(Debug, Default, PartialEq)]
struct Token(u32);

mod hex {
    use super::{Deserialize, Deserializer, Serializer, Token};

    pub fn serialize<S: Serializer>(token: &Token, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:x}", token.0))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Token, D::Error> {
        let text = String::deserialize(deserializer)?;
        u32::from_str_radix(&text, 16).map(Token).map_err(serde::de::Error::custom)
    }
}

/// A type with functions, like the types of `serde_with`.
struct As<T>(PhantomData<T>);

impl<T: Display + FromStr> As<T> {
    fn serialize<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("not such a value"))
    }
}

#[derive(IronSession)]
#[iron(cookie = "visit")]
struct Visit {
    plain: u8,
    #[iron(with = hex)]
    token: Token,
    #[iron(with = crate::hex, rename = "o", alias = "other", default = Token(1))]
    other: Token,
    #[iron(with = "hex")]
    text: Token,
    #[iron(with = As::<u64>, get = typed_number)]
    typed: u64,
}

#[derive(IronSession)]
struct Generic<T: Display + FromStr + Serialize> {
    #[iron(with = As::<T>)]
    item: T,
    #[iron(with = hex, accessors = false)]
    token: Token,
    plain: T,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(Visit::MEMBERS, ["plain", "token", "o", "text", "typed"]);
    assert_eq!(Visit::ALIASES, [("other", 2)]);
    let keys = Keyring::generate()?;
    let mut visit = Visit::load(&http::HeaderMap::new(), &keys);
    assert_eq!((visit.plain(), visit.text(), visit.other()), (0, &Token(0), &Token(1)));
    visit.set_token(Token(255));
    visit.set_typed(7);
    let mut response = http::Response::new(());
    visit.save(&mut response)?;

    let mut request = http::HeaderMap::new();
    let cookie = response.headers()["set-cookie"].to_str()?;
    request.insert("cookie", cookie.split(';').next().unwrap_or_default().parse()?);
    let visit = Visit::load(&request, &keys);
    assert_eq!((visit.token(), visit.other(), visit.typed_number()), (&Token(255), &Token(1), 7));

    let generic = Generic::<u8>::load(&http::HeaderMap::new(), &keys);
    assert_eq!((generic.item(), generic.plain(), &generic.token), (&0, &0, &Token(0)));
    Ok(())
}
