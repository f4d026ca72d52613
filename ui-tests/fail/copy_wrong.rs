use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(copy)]
    name: String,
    #[iron(copy)]
    tags: Vec<u8>,
    #[iron(copy, flash)]
    notice: Option<u8>,
    #[iron(copy, accessors = false)]
    visits: u8,
    #[iron(copy = true)]
    views: u8,
}

fn main() {}
