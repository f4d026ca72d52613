use iron_session::IronSession;

#[derive(IronSession)]
#[iron(format = "fe26")]
struct Visit {
    #[iron(rename = "destroy")]
    ends: u32,
    #[iron(alias = "updateConfig")]
    configured: bool,
}

fn main() {}
