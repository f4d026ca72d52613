use iron_session::IronSession;

#[derive(IronSession)]
#[serde(rename_all = "camelCase")]
struct Visit {
    #[serde(rename = "n")]
    visits: u32,
    #[serde(default, skip)]
    name: String,
}

fn main() {}
