use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(rename = "isLoggedIn")]
    is_logged_in: bool,
    #[iron(rename = "with space, \"quotes\" and ü")]
    odd: u8,
    #[iron(rename = "visits")]
    pages: u8,
    #[iron(rename = "pages")]
    visits: u8,
    #[iron(rename = "save")]
    saved: bool,
}

fn main() {
    assert_eq!(Visit::MEMBERS, ["isLoggedIn", "with space, \"quotes\" and ü", "visits", "pages", "save"]);
    let mut visit = Visit::default();
    visit.set_is_logged_in(true);
    assert!(visit.is_logged_in());
    assert!(!visit.saved());
}
