use iron_session::IronSession;

mod hex {
    use serde::Serializer;

    pub fn serialize<S: Serializer>(_: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
}

#[derive(IronSession)]
struct Visit {
    #[iron(with = hex)]
    visits: u32,
}

fn main() {}
