//! `or_default` beside every other key of a field.

use std::collections::BTreeMap;

use iron_session::{Expiring, IronSession};

mod functions {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        u8::deserialize(deserializer)
    }
}

#[derive(IronSession)]
pub struct Visit<T: Default + Send + Sync + 'static> {
    #[iron(or_default)]
    count: u32,
    #[iron(default = 7, or_default, rename = "n", alias = "m")]
    number: u64,
    #[iron(or_default, flash)]
    notice: Option<String>,
    #[iron(or_default, lifetime = "10m")]
    sudo: Expiring<T>,
    #[iron(or_default, with = functions)]
    code: u8,
    #[iron(or_default, accessors = false)]
    hidden: T,
    #[iron(or_default, get = is_member, set = join)]
    member: bool,
    #[iron(or_default, flatten)]
    rest: BTreeMap<String, T>,
}

fn main() {
    let visit = Visit::<u8>::default();
    assert_eq!((visit.count(), visit.number(), visit.hidden), (0, 7, 0));
}
