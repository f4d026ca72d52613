use iron_session::IronSession;

#[derive(IronSession)]
struct r#Visit {
    r#type: Option<String>,
    r#match: u32,
    r#fn: String,
    r#name: bool,
    #[iron(r#rename = "loop")]
    r#loop: Vec<u8>,
}

fn main() {
    let mut visit = Visit::default();
    visit.set_type("a");
    assert_eq!(visit.r#type(), Some("a"));
    assert_eq!(visit.take_type(), Some("a".to_owned()));
    visit.clear_type();
    *visit.match_mut() += 1;
    assert_eq!(visit.r#match(), 1);
    visit.reset_match();
    visit.set_fn("b");
    assert_eq!(visit.r#fn(), "b");
    visit.set_name(true);
    assert!(visit.name());
    assert!(visit.r#loop().is_empty());
    assert_eq!(Visit::MEMBERS, ["type", "match", "fn", "name", "loop"]);
}
