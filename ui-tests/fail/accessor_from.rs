use iron_session::IronSession;

#[derive(IronSession)]
struct Old {
    from: Option<String>,
    try_from: bool,
}

impl From<Old> for New {
    fn from(_: Old) -> Self {
        Self::default()
    }
}

#[derive(IronSession)]
#[iron(schema = 1, from = Old)]
struct New {
    from: Option<String>,
    try_from: bool,
    #[iron(get = from)]
    source: u8,
}

fn main() {}
