//! A flattened field that is added to a session which is in use already.

use std::collections::BTreeMap;

use http::HeaderMap;
use iron_session::{Error, IronSession, Rejection, Session};
use serde::{Deserialize, Serialize};

use crate::attacks::payload::sealed;
use crate::common::{NOW, TestResult, saved, sessions_at};
use crate::nothing::{json_of, load};

/// The session before the deploy.
#[derive(IronSession)]
#[iron(cookie = "flat", max_age = "1h")]
struct Before {
    user: u32,
    visits: u32,
}

/// No member of it has a default for serde.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Profile {
    #[serde(alias = "given")]
    first: String,
    last: String,
}

fn guest() -> Profile {
    Profile { first: "A".to_owned(), last: "Guest".to_owned() }
}

#[derive(IronSession)]
#[iron(cookie = "flat", max_age = "1h")]
struct After<F: Clone + Send + Sync + 'static> {
    user: u32,
    #[iron(flatten)]
    flat: F,
}

#[derive(IronSession)]
#[iron(cookie = "flat", max_age = "1h")]
struct WithProfile {
    user: u32,
    #[iron(flatten, default = guest())]
    profile: Profile,
}

#[derive(IronSession)]
#[iron(cookie = "flat", max_age = "1h")]
struct WithMap {
    user: u32,
    visits: u32,
    #[iron(flatten, default = BTreeMap::from([("a".to_owned(), 1)]))]
    rest: BTreeMap<String, u32>,
}

fn read<T: IronSession>(json: &str) -> Session<T> {
    load(&sealed(T::CONFIG.cookie(), json))
}

fn before() -> String {
    let mut session = sessions_at::<Before>(NOW).load(&HeaderMap::new());
    session.set_user(7);
    session.set_visits(3);
    saved(&mut session)
}

#[test]
fn a_flattened_field_of_which_no_member_is_there_keeps_its_default() -> TestResult {
    let mut session = load::<WithProfile>(&before());
    assert_eq!((session.user(), session.meta().rejection()), (7, None));
    assert_eq!(session.profile(), &guest());
    session.profile_mut().first.push('!');
    assert_eq!(json_of(&mut session)?, r#"{"user":7,"first":"A!","last":"Guest"}"#);
    assert_eq!(load::<WithProfile>(&saved(&mut session)).profile().first, "A!");

    assert_eq!(read::<WithProfile>(r#"{"user":7}"#).profile(), &guest());
    assert_eq!(load::<WithMap>(&before()).rest().get("a"), Some(&1));
    assert_eq!(read::<WithMap>(r#"{"user":7,"b":2}"#).rest(), &BTreeMap::from([("b".to_owned(), 2)]));
    Ok(())
}

#[test]
fn a_flattened_field_of_which_one_member_is_there_is_read() {
    let given = read::<WithProfile>(r#"{"user":7,"given":"Ada","last":"Lovelace"}"#);
    assert_eq!((given.profile().first.as_str(), given.profile().last.as_str()), ("Ada", "Lovelace"));
    for half in [r#"{"user":7,"first":"Ada"}"#, r#"{"user":7,"given":"Ada","visits":1}"#] {
        let rejection = read::<WithProfile>(half).meta().rejection();
        assert!(matches!(rejection, Some(Rejection::Payload { .. })), "{half}");
    }
}

#[test]
fn a_member_that_javascript_cleared_is_not_there() {
    let session = read::<WithProfile>(r#"{"user":7,"first":null,"last":null}"#);
    assert_eq!((session.profile(), session.meta().rejection()), (&guest(), None));
}

/// Seen through a newtype, a box and a struct that refuses what it does not know.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Wrapped(Box<Strict>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    level: u8,
}

impl Default for Strict {
    fn default() -> Self {
        Self { level: 5 }
    }
}

#[test]
fn the_struct_is_recognised_within_other_types() {
    let added = load::<After<Wrapped>>(&before());
    assert_eq!((added.flat().0.level, added.meta().rejection()), (5, None));
    assert_eq!(read::<After<Wrapped>>(r#"{"user":7,"level":9}"#).flat().0.level, 9);
    assert_eq!(read::<After<Option2>>(r#"{"user":7}"#).meta().rejection(), None);
}

/// An alias, in which the derive sees no `Option`.
type Option2 = Option<Strict>;

/// serde reads a tagged enum by asking for a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "role")]
enum Role {
    Guest,
    Member { level: u8 },
}

#[derive(IronSession)]
#[iron(cookie = "flat", max_age = "1h")]
struct WithRole {
    user: u32,
    visits: u32,
    #[iron(flatten, default = Role::Guest)]
    role: Role,
}

#[test]
fn a_flattened_enum_keeps_its_default_too() {
    let mut session = load::<WithRole>(&before());
    assert_eq!((session.user(), session.visits(), session.role()), (7, 3, &Role::Guest));
    session.set_role(Role::Member { level: 2 });
    let back = load::<WithRole>(&saved(&mut session));
    assert_eq!((back.role(), back.user()), (&Role::Member { level: 2 }, 7));
}

/// A struct with constants that are named as those of the trait.
#[derive(IronSession)]
#[iron(cookie = "named")]
struct Named {
    first: u64,
    #[iron(flatten)]
    rest: BTreeMap<String, u64>,
}

impl Named {
    const MEMBERS: &'static [&'static str] = &[];
    const ALIASES: &'static [(&'static str, usize)] = &[];
}

#[test]
fn constants_of_the_struct_do_not_hide_those_of_the_trait() {
    assert!(Named::MEMBERS.is_empty() && Named::ALIASES.is_empty());
    let mut session = sessions_at::<Named>(NOW).load(&HeaderMap::new());
    session.rest_mut().insert("first".to_owned(), 2);
    let Err(Error::Unsealable { member: "rest", source }) = session.set_cookies() else {
        panic!("a member of the rest has the name of a field");
    };
    assert!(source.to_string().contains("first"), "{source}");
}
