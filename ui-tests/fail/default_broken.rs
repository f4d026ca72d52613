use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(default = 1 +, rename = "v")]
    visits: u32,
}

fn main() {}
