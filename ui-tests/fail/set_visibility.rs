use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(set = Pub(crate))]
    visits: u8,
    #[iron(set = PUB)]
    views: u8,
    #[iron(set = public join)]
    member: bool,
    #[iron(set = private clicked)]
    clicks: u8,
    #[iron(set = crate)]
    likes: u8,
    #[iron(set = write())]
    notes: u8,
    #[iron(get = read())]
    texts: u8,
    #[iron(get = Vec<u8>)]
    lists: u8,
}

fn main() {}
