//! A member that holds nothing, and holds nothing by default, is not written.

use std::collections::BTreeMap;

use http::HeaderMap;
use iron_session::seal::{self, Binding};
use iron_session::{Error, Expiring, IronSession, Session};
use serde_json::Value;

use crate::attacks::payload::sealed;
use crate::common::{NOW, TestResult, cookies, keys, saved, sessions_at};

#[derive(IronSession)]
#[iron(cookie = "nothing", max_age = "1h", rename_all = "camelCase")]
struct Profile {
    visits: u32,
    user_name: Option<String>,
    #[iron(default = None, alias = "lang")]
    language: Option<char>,
    #[iron(default)]
    items: Option<Vec<u8>>,
    #[iron(flash)]
    notice: Option<String>,
    #[iron(lifetime = "10m")]
    sudo: Expiring<u64>,
    #[iron(flatten)]
    rest: BTreeMap<String, Value>,
}

pub(crate) fn load<T: IronSession>(cookie: &str) -> Session<T> {
    let name = T::CONFIG.cookie();
    sessions_at(NOW).load(&cookies([format!("{name}={cookie}")]))
}

/// A session that is read from this JSON.
fn read<T: IronSession>(json: &str) -> Session<T> {
    load(&sealed(T::CONFIG.cookie(), json))
}

fn fresh<T: IronSession>() -> Session<T> {
    sessions_at(NOW).load(&HeaderMap::new())
}

/// The JSON that saving this session seals.
pub(crate) fn json_of<T: IronSession>(session: &mut Session<T>) -> TestResult<String> {
    let binding = Binding { purpose: seal::SESSION, name: T::CONFIG.cookie() };
    let opened = seal::open(&keys(), binding, NOW, saved(session).as_bytes())?;
    Ok(String::from_utf8(opened.json().to_vec())?)
}

#[test]
fn a_member_that_is_none_by_default_is_not_written() -> TestResult {
    let mut session = fresh::<Profile>();
    session.set_visits(1);
    assert_eq!(json_of(&mut session)?, r#"{"visits":1}"#);

    session.set_language('f');
    session.set_notice("saved");
    session.set_sudo(7);
    let json = json_of(&mut session)?;
    let expected = format!(r#"{{"visits":1,"language":"f","notice":"saved","sudo":[7,{NOW}]}}"#);
    assert_eq!(json, expected);
    Ok(())
}

#[test]
fn a_member_that_is_cleared_is_gone_from_the_next_seal() -> TestResult {
    let mut session = read::<Profile>(r#"{"visits":1,"userName":"ada","items":[1],"notice":"saved"}"#);
    session.clear_user_name();
    session.clear_items();
    session.take_notice();
    let cookie = saved(&mut session);
    let back = load::<Profile>(&cookie);
    assert_eq!((back.user_name(), back.items()), (None, None));
    assert_eq!(json_of(&mut session)?, r#"{"visits":1}"#);
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "empty", max_age = "1h")]
struct Empty {
    name: Option<String>,
}

#[test]
fn a_session_whose_members_are_all_none_is_an_empty_object() -> TestResult {
    let mut session = read::<Empty>(r#"{"name":"ada"}"#);
    session.clear_name();
    assert_eq!(json_of(&mut session)?, "{}");
    assert_eq!(read::<Empty>("{}").name(), None);
    Ok(())
}

/// In these fields a missing member and `None` differ, or the spelling does not show that they are the same.
#[derive(IronSession)]
#[iron(cookie = "kept", max_age = "1h")]
struct Kept<T> {
    #[iron(default = Some(7))]
    declared: Option<u8>,
    #[iron(default = Option::default())]
    computed: Option<u8>,
    #[iron(with = text)]
    with: Option<u8>,
    #[iron(lifetime = "10m", default = granted())]
    sudo: Expiring<u8>,
    generic: T,
    nested: (Option<u8>,),
    last: f64,
}

fn granted() -> Expiring<u8> {
    let mut sudo = Expiring::default();
    sudo.set(1);
    sudo
}

mod text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "`with` passes the field by reference"
    )]
    pub(super) fn serialize<S: Serializer>(value: &Option<u8>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(|value| value.to_string()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.and_then(|text| text.parse().ok()))
    }
}

#[test]
fn a_member_whose_default_may_be_another_is_written_as_null() -> TestResult {
    let mut session = fresh::<Kept<Option<u8>>>();
    session.clear_declared();
    session.clear_sudo();
    let json = r#"{"declared":null,"computed":null,"with":null,"sudo":null,"generic":null,"nested":[null],"last":0.0}"#;
    assert_eq!(json_of(&mut session)?, json);
    let back = read::<Kept<Option<u8>>>(json);
    assert_eq!((back.declared(), back.sudo()), (None, None));
    assert_eq!(read::<Kept<Option<u8>>>("{}").declared(), Some(7));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "own", max_age = "1h", default)]
struct Own {
    lives: Option<u8>,
    #[iron(lifetime = "10m")]
    sudo: Expiring<u8>,
}

impl Default for Own {
    fn default() -> Self {
        Self { lives: Some(3), sudo: Expiring::default() }
    }
}

#[test]
fn a_struct_with_a_default_of_its_own_writes_every_none() -> TestResult {
    let mut session = fresh::<Own>();
    session.clear_lives();
    let json = json_of(&mut session)?;
    assert_eq!(json, r#"{"lives":null,"sudo":null}"#);
    assert_eq!(read::<Own>(&json).lives(), None);
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "generic", max_age = "1h")]
struct Generic<T, const N: usize> {
    first: Option<T>,
    #[iron(default = Option::<[u8; N]>::None)]
    second: Option<[u8; N]>,
    last: T,
}

#[test]
fn an_option_of_a_type_parameter_is_left_out_too() -> TestResult {
    let mut session = fresh::<Generic<Vec<u8>, 2>>();
    session.set_last(vec![1]);
    assert_eq!(json_of(&mut session)?, r#"{"last":[1]}"#);
    session.set_first(vec![2]);
    assert_eq!(json_of(&mut session)?, r#"{"first":[2],"last":[1]}"#);
    Ok(())
}

/// What a macro passes on stands in groups that nobody sees.
macro_rules! session {
    ($name:ident, $field:ident: $ty:ty = $default:expr) => {
        #[derive(IronSession)]
        #[iron(cookie = "macro", max_age = "1h")]
        struct $name {
            #[iron(default = $default)]
            $field: $ty,
            visits: u32,
        }
    };
}

session!(ByMacro, name: Option<String> = (None));

#[test]
fn a_default_that_a_macro_passes_on_is_recognised() -> TestResult {
    let mut session = fresh::<ByMacro>();
    session.set_visits(1);
    assert_eq!(json_of(&mut session)?, r#"{"visits":1}"#);
    Ok(())
}

#[test]
fn an_error_names_the_right_member_after_some_were_left_out() {
    #[derive(IronSession)]
    #[iron(cookie = "odd", max_age = "1h")]
    struct Odd {
        first: Option<f64>,
        #[iron(lifetime = "1m")]
        second: Expiring<f64>,
        third: f64,
        fourth: Option<f64>,
    }
    let mut session = fresh::<Odd>();
    session.set_fourth(f64::NAN);
    assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "fourth", .. })));
    session.set_third(f64::NAN);
    assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "third", .. })));
    session.set_first(f64::NAN);
    assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "first", .. })));
}

#[test]
fn the_name_of_a_member_that_is_left_out_stays_taken() {
    for taken in ["userName", "lang", "language", "sudo"] {
        let mut session = fresh::<Profile>();
        session.rest_mut().insert(taken.to_owned(), Value::Null);
        let refused = session.set_cookies();
        assert!(matches!(refused, Err(Error::Unsealable { member: "rest", .. })), "{taken}: {refused:?}");
    }
    let twice = read::<Profile>(r#"{"lang":"f","language":null}"#);
    assert!(twice.meta().rejection().is_some());
}

/// What a program sealed that wrote every `None` as `null`.
const WITH_NULLS: &str =
    r#"{"visits":1,"userName":null,"language":null,"items":null,"notice":null,"sudo":null}"#;

#[test]
fn a_seal_with_nulls_is_written_anew_only_after_a_change() -> TestResult {
    let mut read_only = read::<Profile>(WITH_NULLS);
    assert_eq!((read_only.visits(), read_only.meta().rejection()), (1, None));
    assert!(read_only.set_cookies()?.is_empty());

    let mut touched = read::<Profile>(WITH_NULLS);
    touched.set_visits(1);
    touched.clear_user_name();
    assert_eq!(touched.take_notice(), None);
    assert!(touched.set_cookies()?.is_empty());

    let mut changed = read::<Profile>(WITH_NULLS);
    changed.set_visits(2);
    assert_eq!(json_of(&mut changed)?, r#"{"visits":2}"#);
    Ok(())
}

#[test]
fn a_change_is_written_even_if_it_is_as_long_as_the_nulls() -> TestResult {
    // The text grows by as much as the five members that are left out take.
    let before = r#"{"visits":1,"userName":"12345678901234567890123456789012345678901234567890","a":1}"#;
    for length in 0..60 {
        let mut session = read::<Profile>(before);
        session.set_user_name("x".repeat(length));
        assert!(!session.set_cookies()?.is_empty(), "{length}");
    }
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "nothing", max_age = "1h", schema = 1, from = Profile)]
struct Newer {
    greeting: Option<String>,
}

impl From<Profile> for Newer {
    fn from(old: Profile) -> Self {
        Self { greeting: old.user_name.map(|name| format!("hello {name}")) }
    }
}

#[test]
fn an_older_schema_is_converted_with_and_without_nulls() {
    for (json, greeting) in
        [(WITH_NULLS, None), (r#"{"visits":1}"#, None), (r#"{"userName":"ada"}"#, Some("hello ada"))]
    {
        let session = read::<Newer>(json);
        assert_eq!((session.greeting(), session.meta().rejection()), (greeting, None), "{json}");
    }
}
