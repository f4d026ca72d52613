use iron_session::IronSession;

// Alone, these words name a method.
#[derive(IronSession)]
struct Visit {
    #[iron(set = public)]
    is_public: bool,
    #[iron(set = protected, get = is_protected)]
    protection: bool,
}

fn main() {
    let mut visit = Visit::default();
    visit.public(true);
    visit.protected(true);
    assert!(visit.is_public() && visit.is_protected());
}
