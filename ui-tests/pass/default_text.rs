use iron_session::IronSession;

const THEME: &str = "dark";

#[derive(IronSession)]
struct Visit {
    #[iron(default = "en")]
    lang: String,
    #[iron(default = r#"d"e"#)]
    second: Option<String>,
    #[iron(default = THEME.to_owned())]
    theme: String,
    #[iron(default = None)]
    none: Option<String>,
    #[iron(default = "static".into())]
    fixed: std::borrow::Cow<'static, str>,
}

macro_rules! session {
    ($name:ident, $text:literal, $expr:expr) => {
        #[derive(IronSession)]
        struct $name {
            #[iron(default = $text)]
            text: String,
            #[iron(default = $expr)]
            expr: Option<String>,
        }
    };
}

session!(ByMacro, "a", "b");

fn main() {
    let mut visit = Visit::default();
    assert_eq!(
        (visit.lang(), visit.second(), visit.theme(), visit.none()),
        ("en", Some("d\"e"), "dark", None)
    );
    assert_eq!(visit.fixed(), "static");
    visit.set_lang("fr");
    visit.reset_lang();
    assert_eq!(visit.lang(), "en");
    let by_macro = ByMacro::default();
    assert_eq!((by_macro.text(), by_macro.expr()), ("a", Some("b")));
}
