use iron_session::IronSession;

#[derive(IronSession)]
#[iron(default)]
struct Visit {
    #[iron(default = 1)]
    visits: u32,
    #[iron(default)]
    pages: u32,
}

impl Default for Visit {
    fn default() -> Self {
        Self { visits: 1, pages: 1 }
    }
}

fn main() {}
