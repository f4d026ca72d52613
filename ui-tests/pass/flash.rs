use iron_session::IronSession;

#[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
struct Notice(String);

// A type that is never sealed.
struct Hint;

#[derive(IronSession)]
struct Visit {
    #[iron(flash)]
    text: Option<String>,
    #[iron(flash)]
    number: std::option::Option<u8>,
    #[iron(flash, set = notify, rename = "n", alias = "notice")]
    notice: Option<Notice>,
    #[iron(flash, skip)]
    hint: Option<Hint>,
    #[iron(flash, default = Some(true))]
    first: Option<bool>,
}

fn main() {
    assert_eq!(Visit::MEMBERS, ["text", "number", "n", "first"]);
    let mut visit = Visit::default();
    visit.set_text("saved");
    visit.set_number(7);
    visit.set_hint(Hint);
    assert!(visit.take_hint().is_some());
    visit.notify(Notice("read me".to_owned()));
    let text: Option<String> = visit.take_text();
    let notice: Option<Notice> = visit.take_notice();
    assert_eq!((text.as_deref(), visit.take_number()), (Some("saved"), Some(7)));
    assert_eq!(notice, Some(Notice("read me".to_owned())));
    assert_eq!((visit.take_text(), visit.take_number(), visit.take_notice()), (None, None, None));
    assert_eq!((visit.take_first(), visit.take_first()), (Some(true), None));
}
