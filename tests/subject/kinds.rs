//! What a subject may be.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU32, Ordering};

use iron_session::{Error, IronSession};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Step, load, request, written};
use crate::common::{NOW, TestResult, at};

#[derive(IronSession)]
#[iron(cookie = "visit", id, subject = name)]
struct Text {
    #[iron(rename = "n", alias = "login")]
    name: Option<String>,
    pages: u32,
}

/// As crates for UUIDs seal them: a text in JSON.
#[derive(Clone, Copy, PartialEq)]
struct Uuid(u128);

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:032x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(IronSession)]
#[iron(cookie = "visit", id, subject = user)]
struct Generic<T, const N: usize> {
    user: Option<T>,
    pages: u32,
    bytes: [u8; N],
}

#[derive(Deserialize, Serialize)]
struct Newtype(u64);

#[derive(Deserialize, Serialize)]
enum Who {
    User(u64),
    Machine { name: String },
    Guest,
}

/// A change of the user renews, and another page does not.
fn follows<T>(one: T, other: T) -> TestResult
where
    T: Serialize + for<'de> Deserialize<'de> + Send + Sync + 'static,
{
    let mut last = written::<Generic<T, 2>>(NOW, "", |session| session.set_pages(1))?;
    for (secs, user) in [(10, Some(one)), (20, Some(other)), (30, None)] {
        let next = written::<Generic<T, 2>>(NOW + secs, &last.cookie, |session| session.put_user(user))?;
        assert_eq!((next.id != last.id, next.created), (true, at(NOW + secs)));
        last = written::<Generic<T, 2>>(NOW + secs + 1, &next.cookie, |session| *session.pages_mut() += 1)?;
        assert_eq!((next.id, next.created), (last.id, last.created));
    }
    Ok(())
}

#[test]
fn a_generic_type_a_newtype_an_enum_and_what_is_a_text_in_json_are_subjects() -> TestResult {
    follows(7, 8)?;
    follows("7".to_owned(), "8".to_owned())?;
    follows(Newtype(7), Newtype(8))?;
    follows(Uuid(7), Uuid(8))?;
    follows(Who::User(7), Who::Machine { name: "7".to_owned() })?;
    follows(Who::Guest, Who::User(7))?;
    follows((7_u8, None), (7_u8, Some(8_u8)))
}

#[test]
fn a_text_is_a_subject() -> TestResult {
    let mut last = written::<Text>(NOW, "", |text| text.set_pages(1))?;
    let steps: [Step<Text>; 5] = [
        ("a login", |text| text.set_name("ada"), true),
        ("another page", |text| text.set_pages(2), false),
        ("another name", |text| text.set_name("Ada"), true),
        ("an empty name", |text| text.set_name(""), true),
        ("a logout", Text::clear_name, true),
    ];
    for (secs, (what, change, renews)) in (NOW + 10..).step_by(10).zip(steps) {
        let next = written(secs, &last.cookie, change)?;
        assert_eq!((next.id != last.id, next.created == at(secs)), (renews, renews), "{what}");
        last = next;
    }
    Ok(())
}

/// A program that knew the member by its former name.
#[derive(IronSession)]
#[iron(cookie = "visit", id, subject = login)]
struct Former {
    login: Option<String>,
    pages: u32,
}

#[test]
fn a_member_that_gets_another_name_is_the_same_subject() -> TestResult {
    let before = written::<Former>(NOW, "", |session| session.set_login("ada"))?;
    let after = written::<Text>(NOW + 10, &before.cookie, |session| session.set_pages(2))?;
    assert_eq!((after.id, after.created), (before.id, before.created));
    let other = written::<Text>(NOW + 20, &before.cookie, |session| session.set_name("bob"))?;
    assert_ne!(other.id, before.id);
    Ok(())
}

/// It has no form in JSON.
#[derive(Clone, Copy, Debug)]
struct Secret;

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it stays here"))
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Self)
    }
}

#[derive(IronSession)]
#[iron(cookie = "visit", id, subject = user)]
struct Secretive {
    pages: u32,
    #[iron(rename = "sub")]
    user: Option<Secret>,
}

#[test]
fn a_subject_that_cannot_be_sealed_is_an_error_that_names_its_member() {
    let mut session = load::<Secretive>(NOW, "");
    session.set_user(Secret);
    let error = session.set_cookies().expect_err("it has no form in JSON");
    assert!(matches!(error, Error::Unsealable { member: "sub", .. }), "{error}");
    session.clear_user();
    session.set_pages(1);
    assert!(session.set_cookies().is_ok());
}

/// How often a [`Counted`] was read.
static READ: AtomicU32 = AtomicU32::new(0);

#[derive(Clone, Copy, Debug, Serialize)]
struct Counted(u64);

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READ.fetch_add(1, Ordering::Relaxed);
        u64::deserialize(deserializer).map(Self)
    }
}

#[derive(IronSession)]
#[iron(cookie = "visit", id, subject = user)]
struct Counting {
    #[iron(copy)]
    user: Option<Counted>,
    pages: u32,
}

/// Only this test uses the counter.
#[test]
fn what_was_sealed_is_read_back_only_if_the_data_has_changed() -> TestResult {
    let login = written::<Counting>(NOW, "", |session| session.set_user(Counted(7)))?;
    let reads = |change: fn(&mut Counting)| {
        let before = READ.load(Ordering::Relaxed);
        request(NOW + 10, &login.cookie, change)?;
        TestResult::Ok(READ.load(Ordering::Relaxed) - before)
    };
    let of_a_load = reads(|session| assert!(session.user().is_some()))?;
    assert_eq!(of_a_load, 1);
    assert_eq!(reads(|session| session.set_user(Counted(7)))?, of_a_load, "touched, and not changed");
    assert!(reads(|session| session.set_pages(2))? > of_a_load);
    Ok(())
}
