//! `with` on a field whose type is more private than the session.

use iron_session::IronSession;

#[derive(Default, PartialEq)]
struct Level(u8);

mod level {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Level;

    pub(super) fn serialize<S: Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
        level.0.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Level, D::Error> {
        u8::deserialize(deserializer).map(Level)
    }
}

#[derive(IronSession)]
pub struct Visit {
    #[iron(with = level)]
    level: Level,
}

fn main() {
    let mut visit = Visit::default();
    visit.set_level(Level(7));
    assert!(*visit.level() == Level(7));
}
