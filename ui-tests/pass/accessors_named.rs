//! Accessors with other names, and fields without accessors.

use iron_session::IronSession;

/// Gives some accessors other names, and has fields without accessors. So it may have a method `visits`.
#[derive(IronSession)]
struct Visit {
    #[iron(get = is_member)]
    member: bool,
    #[iron(set = rename_to)]
    name: String,
    #[iron(get = note_text, set = write_note)]
    note: Option<String>,
    #[iron(get = r#type, set = set_kind)]
    r#kind: u8,
    // `Session` has methods with the names of these fields. The accessors have other names.
    #[iron(get = is_saved)]
    save: bool,
    #[iron(set = keep_cookies)]
    cookies: u8,
    #[iron(accessors = false)]
    visits: u32,
    #[iron(accessors = false)]
    load: u32,
    #[iron(accessors = true)]
    plain: u8,
    #[iron(accessors)]
    alone: u8,
}

impl Visit {
    fn visits(&mut self) -> u32 {
        self.visits += 1;
        self.visits
    }
}

fn main() {
    let mut visit = Visit::default();
    visit.set_member(true);
    visit.rename_to("a");
    visit.write_note("b");
    visit.set_kind(1);
    visit.set_save(true);
    visit.keep_cookies(2);
    visit.set_plain(3);
    assert_eq!((visit.is_member(), visit.name(), visit.note_text()), (true, "a", Some("b")));
    assert_eq!((visit.r#type(), visit.is_saved(), visit.cookies()), (1, true, 2));
    assert_eq!((visit.visits(), visit.load, visit.plain(), visit.alone()), (1, 0, 3, 0));
    visit.reset_member();
    *visit.kind_mut() += 1;
    visit.clear_note();
    assert_eq!((visit.is_member(), visit.r#type(), visit.take_note()), (false, 2, None));
    assert_eq!(Visit::MEMBERS.len(), 10);
}
