use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(set = "count")]
    visits: u8,
    #[iron(set = pub(crate) this::count)]
    views: u8,
    #[iron(set = 3)]
    clicks: u8,
    #[iron(set)]
    likes: u8,
}

fn main() {}
