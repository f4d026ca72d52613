use iron_session::IronSession;

#[derive(IronSession)]
#[iron(rename_all = "camelCase")]
struct Visit {
    #[iron(rename = "firstPage")]
    page: String,
    first_page: String,
}

fn main() {}
