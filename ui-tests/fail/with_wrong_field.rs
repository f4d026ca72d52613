use iron_session::IronSession;

mod format {
    pub mod hex {
        use serde::{Deserialize, Deserializer, Serializer};

        pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(text)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
            String::deserialize(deserializer)
        }
    }
}

#[derive(IronSession)]
struct Visit {
    #[iron(with = format::hex)]
    visits: u32,
}

fn main() {}
