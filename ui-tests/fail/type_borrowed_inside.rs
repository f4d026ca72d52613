use iron_session::IronSession;

#[derive(Default, serde::Deserialize, serde::Serialize)]
struct Name<'a> {
    #[serde(borrow)]
    text: &'a str,
}

#[derive(IronSession)]
struct Visit {
    name: Name<'static>,
}

fn main() {}
