use iron_session::IronSession;

// Every form of a text that its spelling shows, not the bare literal alone.
#[derive(IronSession)]
struct Visit {
    #[iron(default = ("en"))]
    lang: String,
    #[iron(default = (("fr")))]
    second: Option<String>,
    #[iron(default = concat!("light", "-", 2))]
    theme: String,
    #[iron(default = std::concat!("a", "b"))]
    joined: Option<String>,
    #[iron(default = stringify!(word))]
    word: String,
    #[iron(default = env!("CARGO_PKG_NAME"))]
    package: String,
    #[iron(default = (concat!("c", "d")))]
    both: String,
    #[iron(default = format!("{}", 7))]
    formatted: String,
    #[iron(default = (String::from("owned")))]
    owned: String,
    #[iron(default = (Some("some".to_owned())))]
    some: Option<String>,
}

fn main() {
    let visit = Visit::default();
    assert_eq!((visit.lang(), visit.second()), ("en", Some("fr")));
    assert_eq!((visit.theme(), visit.joined(), visit.word()), ("light-2", Some("ab"), "word"));
    assert_eq!((visit.both(), visit.formatted()), ("cd", "7"));
    assert_eq!((visit.owned(), visit.some()), ("owned", Some("some")));
    assert!(!visit.package().is_empty());
}
