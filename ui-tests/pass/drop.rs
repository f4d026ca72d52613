use iron_session::{IronSession, Keyring};

// Rust moves nothing out of a struct that implements `Drop`, and the accessors do not need to.
#[derive(IronSession)]
struct Visit {
    name: String,
    note: Option<String>,
    tags: Vec<String>,
    #[iron(default = 7)]
    visits: u32,
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.tags.clear();
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut visit = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    visit.set_note("a");
    visit.set_name("b");
    assert_eq!(visit.take_note(), Some("a".to_owned()));
    visit.reset_name();
    visit.set_visits(1);
    visit.reset_visits();
    assert_eq!((visit.name(), visit.visits()), ("", 7));
    visit.restart();
    Ok(())
}
