use iron_session::IronSession;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, PartialEq, Serialize)]
enum Theme {
    Light,
    Dark { contrast: u8 },
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Pair<A, B>(A, B);

const START: u32 = 7;

fn names() -> Vec<String> {
    vec!["a".to_owned()]
}

#[derive(IronSession)]
struct Visit {
    #[iron(default = Theme::Light)]
    theme: Theme,
    #[iron(default = Theme::Dark { contrast: 1 }, rename = "n")]
    night: Theme,
    #[iron(default = START + 1)]
    visits: u32,
    #[iron(default = -1.5)]
    balance: f64,
    #[iron(default = names())]
    names: Vec<String>,
    #[iron(default = "guest".into())]
    name: String,
    #[iron(default = Some("x".to_owned()))]
    note: Option<String>,
    #[iron(default = Pair::<u8, bool>(1, true))]
    pair: Pair<u8, bool>,
    #[iron(default = { let a = [1, 2]; a.len() })]
    length: usize,
    #[iron(default = (|x: u8| -> u8 { x })(3))]
    closure: u8,
    #[iron(default)]
    plain: u8,
}

fn main() {
    let mut visit = Visit::default();
    assert_eq!((visit.theme(), visit.night()), (&Theme::Light, &Theme::Dark { contrast: 1 }));
    assert_eq!((visit.visits(), visit.balance()), (8, -1.5));
    assert_eq!((visit.names(), visit.name(), visit.note()), (&names()[..], "guest", Some("x")));
    assert_eq!((visit.pair(), visit.length(), visit.closure(), visit.plain()), (&Pair(1, true), 2, 3, 0));

    visit.set_visits(1);
    visit.reset_visits();
    assert_eq!(visit.visits(), 8);
    visit.clear_note();
    assert_eq!(visit.note(), None);
    visit.set_theme(Theme::Dark { contrast: 2 });
    visit.reset_theme();
    assert_eq!(visit.theme(), &Theme::Light);
}
