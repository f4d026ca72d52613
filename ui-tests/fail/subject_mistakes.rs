use iron_session::{Expiring, IronSession};

// Each key and each type that a subject may not have, and the id that it needs.
#[derive(IronSession)]
#[iron(subject = user_id)]
struct NoOption {
    user_id: u64,
}

#[derive(IronSession)]
#[iron(id = false, subject = user_id)]
struct NoId {
    #[iron(with = functions)]
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = usr_id)]
struct Misspelled {
    visits: u32,
    user_id: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = owner)]
struct Missing {
    visits: u32,
}

#[derive(IronSession)]
#[iron(id, subject = sudo)]
struct Ends {
    #[iron(lifetime = "10m")]
    sudo: Expiring<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = hidden)]
struct Hidden {
    #[iron(skip)]
    hidden: Option<u64>,
}

#[derive(IronSession)]
#[iron(id, subject = notice)]
struct Once {
    #[iron(flash)]
    notice: Option<String>,
}

#[derive(IronSession)]
#[iron(id, subject = rest)]
struct Rest {
    #[iron(flatten)]
    rest: Option<Box<u8>>,
}

#[derive(IronSession)]
#[iron(id, subject = user_id)]
struct Alias {
    user_id: UserId,
}

type UserId = Option<u64>;

mod functions {
    pub fn serialize<S: serde::Serializer>(value: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(value, serializer)
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

fn main() {}
