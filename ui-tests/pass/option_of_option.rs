use std::collections::BTreeMap;

use iron_session::{Expiring, IronSession};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod nested {
    use super::*;

    pub fn serialize<S: Serializer>(value: &Option<Option<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(|inner| vec![*inner]).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u8>>, D::Error> {
        let value: Option<Vec<Option<u8>>> = Option::deserialize(deserializer)?;
        Ok(value.and_then(|inner| inner.into_iter().next()))
    }
}

#[derive(IronSession)]
struct SessionData {
    #[iron(with = nested)]
    with: Option<Option<u8>>,
    #[iron(skip)]
    skipped: Option<Option<u8>>,
    several: Option<Vec<Option<u8>>>,
    pair: Option<(Option<u8>, ())>,
    map: BTreeMap<String, Option<u8>>,
    #[iron(lifetime = "1h")]
    expiring: Expiring<Option<u8>>,
}

fn main() {}
