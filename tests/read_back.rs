//! No save writes what the next request cannot read. Some types of serde are written in a form that they do
//! not read, or read as something else.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Debug;

use http::{HeaderMap, Response};
use iron_session::{Error, Expiring, IronSession, SessionError, SessionManager, SessionSlot};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::attacks::payload::sealed;
use crate::common::{NOW, TestResult, at, cookies, keys, saved, set_cookies};

/// A session with one member of the type that is tried, between others.
#[derive(IronSession, Debug)]
#[iron(cookie = "tried", max_age = "1h")]
struct Tried<T: Debug> {
    before: u32,
    member: Option<T>,
    after: String,
}

/// What comes of a value, with the check and without it.
#[derive(Debug, PartialEq)]
enum Outcome {
    Same,
    /// The save is refused, and without the check the next request would have lost the value.
    Refused,
}

/// Saves the value, and says what came of it.
#[expect(clippy::needless_pass_by_value, reason = "the tests read better")]
fn outcome<T>(value: T) -> Outcome
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Debug + Send + Sync + 'static,
{
    let sessions = |read_back| SessionManager::<Tried<T>>::new(keys()).clock(|| at(NOW)).read_back(read_back);
    let mut session = sessions(true).load(&HeaderMap::new());
    session.member = Some(value.clone());
    let mut response = Response::new(());
    let refused = match session.save(&mut response) {
        Ok(()) => false,
        Err(Error::Unreadable { member: "member" }) => true,
        Err(error) => panic!("{value:?}: {error}"),
    };
    assert_eq!(set_cookies(&response).is_empty(), refused);
    let mut unchecked = sessions(false).load(&HeaderMap::new());
    unchecked.member = Some(value.clone());
    let back = sessions(false).load(&cookies([format!("tried={}", saved(&mut unchecked))]));
    let same = back.meta().rejection().is_none() && back.member.as_ref() == Some(&value);
    assert_eq!(same, !refused, "{value:?} came back as {:?}", back.member);
    if refused { Outcome::Refused } else { Outcome::Same }
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "type")]
enum Tagged {
    Map { map: BTreeMap<u32, u32> },
    Huge { number: u128 },
    Small { number: u64 },
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Single(f32),
    Double(f64),
    Huge(u128),
    Text(String),
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Skipping {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    list: Vec<u8>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all(serialize = "camelCase"))]
struct OneName {
    user_name: String,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Default)]
#[serde(rename_all(serialize = "camelCase"), default)]
struct OneNameWithDefault {
    user_name: String,
    count: u32,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Flat {
    id: u8,
    #[serde(flatten)]
    rest: HashMap<u32, u8>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct FlatOption {
    #[serde(flatten)]
    huge: Option<Huge>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Huge {
    number: i128,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Deaf {
    #[serde(skip_deserializing)]
    count: u8,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
enum Renamed {
    #[serde(rename(serialize = "first"))]
    First,
    #[serde(other)]
    Other,
}

#[test]
fn what_the_next_request_could_not_read_is_refused() {
    assert_eq!(outcome(Tagged::Map { map: BTreeMap::from([(1, 2)]) }), Outcome::Refused);
    assert_eq!(outcome(vec![Tagged::Map { map: BTreeMap::from([(1, 2)]) }]), Outcome::Refused);
    assert_eq!(outcome(Tagged::Huge { number: u128::MAX }), Outcome::Refused);
    assert_eq!(outcome(Untagged::Huge(u128::MAX)), Outcome::Refused);
    assert_eq!(outcome(Skipping { list: Vec::new() }), Outcome::Refused);
    assert_eq!(outcome(OneName { user_name: "ada".to_owned() }), Outcome::Refused);
    assert_eq!(outcome(Flat { id: 1, rest: HashMap::from([(2, 3)]) }), Outcome::Refused);
}

#[test]
fn what_the_next_request_would_read_as_something_else_is_refused() {
    assert_eq!(outcome(Untagged::Huge(1 << 100)), Outcome::Refused);
    assert_eq!(outcome(Untagged::Huge(7)), Outcome::Refused);
    assert_eq!(outcome(Untagged::Double(0.1 + 0.2)), Outcome::Refused);
    assert_eq!(outcome(OneNameWithDefault { user_name: "ada".to_owned(), count: 0 }), Outcome::Refused);
    assert_eq!(outcome(Deaf { count: 1 }), Outcome::Refused);
    assert_eq!(outcome(Renamed::First), Outcome::Refused);
    assert_eq!(outcome(FlatOption { huge: Some(Huge { number: i128::MAX }) }), Outcome::Refused);
}

#[test]
fn the_values_of_such_types_that_do_come_back_are_saved() {
    assert_eq!(outcome(Tagged::Map { map: BTreeMap::new() }), Outcome::Same);
    assert_eq!(outcome(Tagged::Small { number: u64::MAX }), Outcome::Same);
    assert_eq!(outcome(Untagged::Text("1".to_owned())), Outcome::Same);
    assert_eq!(outcome(Skipping { list: vec![1] }), Outcome::Same);
    assert_eq!(outcome(Flat { id: 1, rest: HashMap::new() }), Outcome::Same);
    assert_eq!(outcome(OneNameWithDefault { user_name: String::new(), count: 0 }), Outcome::Same);
    assert_eq!(outcome(Deaf { count: 0 }), Outcome::Same);
    assert_eq!(outcome(Renamed::Other), Outcome::Same);
    assert_eq!(outcome(FlatOption { huge: None }), Outcome::Same);
    assert_eq!(outcome(BTreeMap::from([(1_i128, u128::MAX)])), Outcome::Same);
}

/// Maps and sets of its own, whose order the session cannot know.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Unordered {
    map: HashMap<String, HashSet<u8>>,
    sets: Vec<HashSet<String>>,
}

#[test]
fn another_order_of_a_map_or_set_is_no_difference() {
    let set = || (0..20).map(|number| number.to_string()).collect();
    let map = (0..20).map(|number: u8| (number.to_string(), (0..number).collect())).collect();
    assert_eq!(outcome(Unordered { map, sets: vec![set(), set()] }), Outcome::Same);
}

/// An e-mail address, which is made uniform when it is read.
#[derive(Serialize, Clone, Debug, PartialEq)]
struct Email(String);

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text.trim().to_lowercase()))
    }
}

/// A text that is another at each reading.
#[derive(Serialize, Clone, Debug, PartialEq)]
struct Growing(String);

impl<'de> Deserialize<'de> for Growing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text + "!"))
    }
}

fn manager<T: IronSession>() -> SessionManager<T> {
    SessionManager::new(keys()).clock(|| at(NOW)).read_back(true)
}

#[test]
fn a_text_that_is_made_uniform_when_it_is_read_is_saved() {
    let mut session = manager::<Tried<Vec<Email>>>().load(&HeaderMap::new());
    session.member =
        Some(["Zoe@Example.com", " ada@example.com", " "].map(|text| Email(text.to_owned())).to_vec());
    let back = manager::<Tried<Vec<Email>>>().load(&cookies([format!("tried={}", saved(&mut session))]));
    let uniform = ["zoe@example.com", "ada@example.com", ""].map(|text| Email(text.to_owned()));
    assert_eq!(back.member.as_deref(), Some(uniform.as_slice()));
}

#[test]
fn a_text_that_is_another_at_each_reading_is_refused() {
    let mut session = manager::<Tried<Growing>>().load(&HeaderMap::new());
    session.member = Some(Growing("text".to_owned()));
    assert!(matches!(session.set_cookies(), Err(Error::Unreadable { member: "member" })));
}

#[test]
fn the_check_is_on_in_builds_with_debug_assertions_unless_it_is_turned_off() {
    let save = |sessions: SessionManager<Tried<Deaf>>| {
        let mut session = sessions.clock(|| at(NOW)).load(&HeaderMap::new());
        session.member = Some(Deaf { count: 1 });
        session.set_cookies()
    };
    let unasked = save(SessionManager::new(keys()));
    assert_eq!(matches!(unasked, Err(Error::Unreadable { .. })), cfg!(debug_assertions));
    assert!(matches!(save(SessionManager::new(keys()).read_back(true)), Err(Error::Unreadable { .. })));
    assert!(save(SessionManager::new(keys()).read_back(false)).is_ok());
}

/// A member of every form that the derive has.
#[derive(IronSession)]
#[iron(cookie = "forms", max_age = "1h")]
struct Forms {
    #[iron(lifetime = "10m")]
    expiring: Expiring<Tagged>,
    #[iron(with = one_way)]
    with: u8,
    #[iron(rename = "na\"me")]
    renamed: Vec<Tagged>,
    #[iron(skip)]
    skipped: Option<Tagged>,
    #[iron(flatten)]
    rest: BTreeMap<String, Tagged>,
}

/// Written as text, read as a number.
mod one_way {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "`with` passes a reference")]
    pub(super) fn serialize<S: Serializer>(number: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        if *number > 9 { serializer.serialize_str("many") } else { serializer.serialize_u8(*number) }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        u8::deserialize(deserializer)
    }
}

#[test]
fn the_member_is_named_in_every_form_that_it_may_have() {
    type Change = fn(&mut Forms, Tagged);
    let one_way = || Tagged::Huge { number: u128::MAX };
    let changes: [(&str, Change); 4] = [
        ("expiring", |forms, value| forms.set_expiring(value)),
        ("with", |forms, _| forms.with = 10),
        ("na\"me", |forms, value| forms.renamed.push(value)),
        ("rest", |forms, value| drop(forms.rest.insert("x".to_owned(), value))),
    ];
    for (name, change) in changes {
        let mut session = manager::<Forms>().load(&HeaderMap::new());
        session.skipped = Some(one_way());
        session.set_expiring(Tagged::Small { number: 1 });
        session.rest.insert("y".to_owned(), Tagged::Small { number: 2 });
        assert!(session.set_cookies().is_ok());
        change(&mut session, one_way());
        match session.set_cookies() {
            Err(error @ Error::Unreadable { member }) => {
                assert_eq!(member, name);
                assert!(error.to_string().contains(name), "{error}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// The session before, and one that reads a member of it which it cannot write so that it is read.
#[derive(IronSession)]
#[iron(cookie = "older", max_age = "1h")]
struct Older {
    list: Vec<u8>,
}

#[derive(IronSession)]
#[iron(cookie = "older", max_age = "1h", schema = 1, from = Older)]
struct Newer {
    list: Option<Skipping>,
    count: u8,
}

impl From<Older> for Newer {
    fn from(older: Older) -> Self {
        Self { list: Some(Skipping { list: older.list }), count: 0 }
    }
}

#[test]
fn a_read_whose_conversion_could_not_be_read_again_writes_nothing_and_is_no_error() -> TestResult {
    let convert =
        |json: &str| manager::<Newer>().load(&cookies([format!("older={}", sealed("older", json))]));
    assert!(!convert("{\"list\":[1]}").set_cookies()?.is_empty());
    assert!(convert("{\"list\":[]}").set_cookies()?.is_empty());
    let mut session = convert("{\"list\":[]}");
    session.set_count(1);
    assert!(matches!(session.set_cookies(), Err(Error::Unreadable { member: "list" })));
    Ok(())
}

#[test]
fn a_layer_reports_the_member_and_writes_nothing() -> TestResult {
    let slot = SessionSlot::new(std::sync::Arc::new(manager::<Tried<Skipping>>()));
    let mut session = slot.check_out([], None)?;
    session.member = Some(Skipping { list: Vec::new() });
    drop(session);
    let finished = slot.finish();
    assert!(matches!(finished, Err(SessionError::Save(Error::Unreadable { member: "member" }))));
    Ok(())
}
