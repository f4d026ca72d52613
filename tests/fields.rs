//! What the attributes of a field do: read once, expire, rename, take all other members, use functions of the
//! program.

use std::collections::BTreeMap;

use http::HeaderMap;
use iron_session::{Error, Expiring, IronSession, Session, SessionManager};
use serde_json::{Value, json};

use crate::attacks::payload::sealed;
use crate::common::{NOW, TestResult, at, cookies, keys, saved};

const TEN_MINUTES: u64 = 600;

#[derive(IronSession)]
#[iron(cookie = "fields", max_age = "1h")]
struct Fields {
    #[iron(flash)]
    notice: Option<String>,
    #[iron(flash, set = warn)]
    warning: Option<u8>,
    #[iron(lifetime = "10m")]
    sudo: Expiring<u64>,
    #[iron(rename = "lang", alias = "locale", alias = "language")]
    tongue: Option<String>,
    #[iron(with = upper)]
    code: String,
    #[iron(get = is_member, set = join)]
    member: bool,
    #[iron(accessors = false)]
    hidden: u32,
    #[iron(flatten)]
    rest: BTreeMap<String, Value>,
}

/// Written in capital letters, read in small letters.
mod upper {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text.to_uppercase())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer).map(|text| text.to_lowercase())
    }
}

fn sessions_at(secs: u64) -> SessionManager<Fields> {
    SessionManager::new(keys()).clock(move || at(secs))
}

fn fresh() -> Session<Fields> {
    sessions_at(NOW).load(&HeaderMap::new())
}

fn load_at(secs: u64, cookie: &str) -> Session<Fields> {
    sessions_at(secs).load(&cookies([format!("fields={cookie}")]))
}

/// The session that is read from a seal with these members.
fn members(json: &Value) -> Session<Fields> {
    load_at(NOW, &sealed("fields", json.to_string()))
}

/// The JSON inside a cookie.
fn json_of(cookie: &str) -> TestResult<Value> {
    let binding = iron_session::seal::Binding { purpose: iron_session::seal::SESSION, name: "fields" };
    let opened = iron_session::seal::open(&keys(), binding, NOW, cookie.as_bytes())?;
    Ok(serde_json::from_slice(opened.json())?)
}

/// L09
#[test]
fn a_flash_value_is_taken_once() {
    let mut session = fresh();
    session.set_notice("saved");
    session.warn(3);
    let mut shown = load_at(NOW, &saved(&mut session));
    assert_eq!(shown.take_notice().as_deref(), Some("saved"));
    assert_eq!((shown.take_notice(), shown.take_warning()), (None, Some(3)));
    let mut later = load_at(NOW, &saved(&mut shown));
    assert_eq!((later.take_notice(), later.take_warning()), (None, None));
}

#[test]
fn looking_for_a_flash_that_is_not_there_writes_nothing() -> TestResult {
    let mut session = fresh();
    session.set_code("abc");
    let mut session = load_at(NOW, &saved(&mut session));
    assert_eq!(session.take_notice(), None);
    assert!(session.set_cookies()?.is_empty());
    Ok(())
}

/// T13
#[test]
fn an_expiring_member_is_gone_after_its_lifetime_and_others_stay() {
    let mut session = fresh();
    assert_eq!(session.sudo(), None);
    session.set_sudo(7);
    session.set_code("abc");
    assert_eq!(session.sudo(), Some(&7));
    let cookie = saved(&mut session);
    assert_eq!(load_at(NOW + TEN_MINUTES - 1, &cookie).sudo(), Some(&7));
    let late = load_at(NOW + TEN_MINUTES, &cookie);
    assert_eq!((late.sudo(), late.code()), (None, "abc"));
}

#[test]
fn the_moment_of_setting_is_kept_by_later_saves() {
    let mut session = fresh();
    session.set_sudo(7);
    let mut later = load_at(NOW + 300, &saved(&mut session));
    later.set_code("changed");
    let cookie = saved(&mut later);
    assert_eq!(load_at(NOW + TEN_MINUTES - 1, &cookie).sudo(), Some(&7));
    assert_eq!(load_at(NOW + TEN_MINUTES, &cookie).sudo(), None);

    let mut again = load_at(NOW + 300, &cookie);
    again.set_sudo(8);
    let cookie = saved(&mut again);
    assert_eq!(load_at(NOW + 300 + TEN_MINUTES - 1, &cookie).sudo(), Some(&8));
}

#[test]
fn an_expiring_value_can_be_cleared_and_taken() {
    let mut session = fresh();
    session.set_sudo(7);
    let cookie = saved(&mut session);
    let mut cleared = load_at(NOW, &cookie);
    cleared.clear_sudo();
    assert_eq!(load_at(NOW, &saved(&mut cleared)).sudo(), None);
    let mut taken = load_at(NOW, &cookie);
    assert_eq!((taken.take_sudo(), taken.sudo()), (Some(7), None));
}

#[test]
fn a_renamed_member_is_written_under_its_name_and_read_under_any() -> TestResult {
    for name in ["lang", "locale", "language"] {
        let session = members(&json!({name: "fr"}));
        assert_eq!(session.tongue(), Some("fr"), "{name}");
    }
    assert_eq!(members(&json!({"tongue": "fr"})).tongue(), None);
    assert!(members(&json!({"lang": "fr", "locale": "de"})).meta().rejection().is_some());
    let mut session = fresh();
    session.set_tongue("fr");
    assert_eq!(json_of(&saved(&mut session))?["lang"], "fr");
    Ok(())
}

#[test]
fn functions_of_the_program_seal_and_read_a_member() -> TestResult {
    let mut session = fresh();
    session.set_code("abc");
    let cookie = saved(&mut session);
    assert_eq!(json_of(&cookie)?["code"], "ABC");
    assert_eq!(load_at(NOW, &cookie).code(), "abc");
    Ok(())
}

#[test]
fn accessors_have_the_names_they_were_given() {
    let mut session = fresh();
    assert!(!session.is_member());
    session.join(true);
    assert!(session.is_member());
    *session.member_mut() = false;
    session.reset_member();
    session.hidden += 1;
    assert_eq!((session.is_member(), session.hidden), (false, 1));
}

#[test]
fn flattened_members_of_another_program_survive_a_save() -> TestResult {
    let mut session =
        members(&json!({"code": "X", "cart": {"items": [1, 2.5]}, "big": u64::MAX, "__proto__": 1}));
    assert_eq!(session.rest().len(), 3);
    session.set_code("changed");
    let json = json_of(&saved(&mut session))?;
    assert_eq!(json["cart"], json!({"items": [1, 2.5]}));
    assert_eq!((&json["big"], &json["__proto__"]), (&json!(u64::MAX), &json!(1)));
    assert_eq!(json["code"], "CHANGED");
    Ok(())
}

#[test]
fn a_flattened_member_may_not_take_the_name_of_a_field() {
    let mut session = fresh();
    for taken in ["lang", "locale", "sudo"] {
        session.rest_mut().clear();
        session.rest_mut().insert(taken.to_owned(), json!("fr"));
        match session.set_cookies() {
            Err(error @ Error::Unsealable { member: "rest", .. }) => {
                assert!(error.to_string().contains(&format!("`{taken}`")), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }
}

/// A flattened struct takes the members it knows.
#[derive(serde::Serialize, serde::Deserialize, Default, Debug, PartialEq)]
#[serde(default)]
struct Profile {
    first: String,
    last: String,
}

#[derive(IronSession)]
#[iron(cookie = "fields", max_age = "1h", rename_all = "camelCase")]
struct Shared {
    is_logged_in: bool,
    #[iron(flatten)]
    profile: Profile,
}

#[test]
fn a_flattened_struct_takes_the_members_it_knows() -> TestResult {
    let cookie = sealed("fields", r#"{"first":"Ada","isLoggedIn":true,"other":1,"last":"Lovelace"}"#);
    let sessions = SessionManager::<Shared>::new(keys()).clock(|| at(NOW));
    let mut session = sessions.load(&cookies([format!("fields={cookie}")]));
    assert_eq!((session.profile().first.as_str(), session.is_logged_in()), ("Ada", true));
    session.profile_mut().last.push('!');
    assert_eq!(
        json_of(&saved(&mut session))?,
        json!({"isLoggedIn": true, "first": "Ada", "last": "Lovelace!"})
    );
    Ok(())
}

/// A session that holds only what other programs put there.
#[derive(IronSession)]
#[iron(cookie = "fields", max_age = "1h")]
struct Open {
    #[iron(flatten)]
    rest: BTreeMap<String, Value>,
}

#[test]
fn a_session_with_only_a_flattened_field_keeps_it() {
    let sessions = SessionManager::<Open>::new(keys()).clock(|| at(NOW));
    let mut session = sessions.load(&HeaderMap::new());
    session.rest_mut().insert("cart".to_owned(), json!([1, 2]));
    let cookie = saved(&mut session);
    let back = sessions.load(&cookies([format!("fields={cookie}")]));
    assert_eq!((back.meta().rejection(), back.rest().get("cart")), (None, Some(&json!([1, 2]))));
}

/// A map of the application's own, which keeps its order and has the name of one that has none.
mod ordered {
    use serde::de::{MapAccess, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Clone, Default, Debug, PartialEq)]
    pub(super) struct HashMap<K, V>(pub(super) Vec<(K, V)>);

    impl<K: Serialize, V: Serialize> Serialize for HashMap<K, V> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
        }
    }

    impl<'de> Deserialize<'de> for HashMap<String, u8> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(Entries)
        }
    }

    struct Entries;

    impl<'de> Visitor<'de> for Entries {
        type Value = HashMap<String, u8>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(HashMap(entries))
        }
    }
}

mod of_ordered {
    /// Its path says that the map is the application's own.
    #[derive(iron_session::IronSession)]
    #[iron(cookie = "__Host-s")]
    pub(super) struct Ordered {
        steps: super::ordered::HashMap<String, u8>,
    }
}

#[test]
fn a_map_of_ones_own_keeps_its_order() {
    let steps = ordered::HashMap(vec![("b".to_owned(), 1), ("a".to_owned(), 2)]);
    let mut session = of_ordered::Ordered::load(&HeaderMap::new(), &keys());
    session.set_steps(steps.clone());
    let sealed = cookies([format!("__Host-s={}", saved(&mut session))]);
    assert_eq!(*of_ordered::Ordered::load(&sealed, &keys()).steps(), steps);
}
