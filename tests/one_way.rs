//! Any derived struct that saves also loads to the same data, whatever forms of serde its types have.
//!
//! The types come from a generator: each value chooses, at each depth, one of serde's forms and what is
//! inside. So a value is also a type, such as a tagged enum in a map with `char` keys in a flattened struct.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use http::HeaderMap;
use iron_session::{Error, IronSession, SessionManager};
use proptest::prelude::*;
use proptest::strategy::LazyJust;
use serde::{Deserialize, Serialize};

use crate::common::{NOW, at, cookies, keys, saved};

/// A value of any type, in serde's default form of an enum.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
enum Any {
    Unit,
    Bool(bool),
    Small(i8),
    Signed(i64),
    Unsigned(u64),
    Huge(i128),
    Vast(u128),
    Single(f32),
    Double(f64),
    Char(char),
    Text(String),
    Bytes([u8; 3]),
    Maybe(Option<Box<Any>>),
    List(Vec<Any>),
    Pair(Box<Any>, Box<Any>),
    Struct { first: Box<Any>, second: Option<u128> },
    ByText(BTreeMap<String, Any>),
    ByNumber(BTreeMap<i32, Any>),
    ByHuge(BTreeMap<u128, u8>),
    ByChar(BTreeMap<char, Any>),
    ByBool(BTreeMap<bool, Any>),
    ByName(BTreeMap<Name, Any>),
    Names(BTreeSet<Name>),
    Hashed(HashMap<u16, Any>),
    Tagged(Box<Tagged>),
    Adjacent(Box<Adjacent>),
    Untagged(Box<Untagged>),
    Flat(Box<Flat>),
    Numbered(Box<Numbered>),
    Skipping(Box<Skipping>),
}

#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    First,
    #[serde(rename = "se\"cond")]
    Second,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "type")]
enum Tagged {
    Unit,
    One { any: Any },
    Map { map: BTreeMap<u32, u32> },
    Chars { map: BTreeMap<char, f32> },
    Numbers { huge: i128, single: f32, double: f64 },
    Flat(Flat),
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Unit,
    One(Any),
    Pair(u128, f32),
    Map { map: BTreeMap<u32, Any> },
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Number(Number),
    Char(char),
    Name(Name),
    Text(String),
    Pair(u8, Any),
    Named { any: Any },
    ByNumber { by_number: BTreeMap<u8, Any> },
    ByText(BTreeMap<String, Any>),
}

#[derive(Serialize, Deserialize, Clone, Copy, Debug)]
#[serde(untagged)]
enum Number {
    Byte(u8),
    Single(f32),
    Double(f64),
    Vast(u128),
}

/// Of two numbers that JSON writes alike, nothing tells which variant was written.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        serde_json::to_string(self).ok() == serde_json::to_string(other).ok()
    }
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Flat {
    id: f32,
    #[serde(flatten)]
    rest: BTreeMap<String, Any>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Numbered {
    #[serde(flatten)]
    rest: HashMap<u32, Any>,
    #[serde(flatten)]
    inner: Option<Inner>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Inner {
    vast: u128,
    any: Any,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Skipping {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    list: Vec<Any>,
    #[serde(skip_serializing_if = "is_zero", default)]
    number: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

/// A session whose members have types that the derive knows, and types that it does not.
#[derive(IronSession, Clone, Debug, PartialEq)]
#[iron(cookie = "any", max_age = "1h")]
struct Whole {
    vast: u128,
    #[iron(default = Any::Unit)]
    any: Any,
    ratio: f32,
    hashed: HashMap<String, Any>,
    maybe: Option<Box<Any>>,
    pairs: Vec<(u8, Any)>,
    #[iron(flatten)]
    rest: BTreeMap<Key, Any>,
}

/// The name of a flattened member, which is none of the session's own names.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(transparent)]
struct Key(String);

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c]{0,2}",
        "[0-9]{1,3}",
        prop::collection::vec(any::<char>(), 0..4).prop_map(String::from_iter)
    ]
}

fn single() -> impl Strategy<Value = f32> {
    prop_oneof![any::<f32>(), (-9_i8..9).prop_map(f32::from), Just(16_777_217.0)]
}

fn double() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), any::<f32>().prop_map(f64::from), (-9_i8..9).prop_map(f64::from)]
}

fn huge() -> impl Strategy<Value = i128> {
    prop_oneof![any::<i128>(), any::<i64>().prop_map(i128::from), (-9_i128..9)]
}

fn vast() -> impl Strategy<Value = u128> {
    prop_oneof![any::<u128>(), any::<u64>().prop_map(u128::from), (0_u128..300)]
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![Just(Name::First), Just(Name::Second)]
}

fn leaf() -> impl Strategy<Value = Any> {
    prop_oneof![
        LazyJust::new(|| Any::Unit),
        any::<bool>().prop_map(Any::Bool),
        any::<i8>().prop_map(Any::Small),
        any::<i64>().prop_map(Any::Signed),
        any::<u64>().prop_map(Any::Unsigned),
        huge().prop_map(Any::Huge),
        vast().prop_map(Any::Vast),
        single().prop_map(Any::Single),
        double().prop_map(Any::Double),
        any::<char>().prop_map(Any::Char),
        text().prop_map(Any::Text),
        any::<[u8; 3]>().prop_map(Any::Bytes),
        prop::collection::btree_map(vast(), any::<u8>(), 0..3).prop_map(Any::ByHuge),
        prop::collection::btree_set(name(), 0..3).prop_map(Any::Names),
    ]
}

fn tagged(inner: impl Strategy<Value = Any> + Clone + 'static) -> impl Strategy<Value = Tagged> {
    prop_oneof![
        Just(Tagged::Unit),
        inner.clone().prop_map(|any| Tagged::One { any }),
        prop::collection::btree_map(any::<u32>(), any::<u32>(), 0..2).prop_map(|map| Tagged::Map { map }),
        prop::collection::btree_map(any::<char>(), single(), 0..2).prop_map(|map| Tagged::Chars { map }),
        (huge(), single(), double()).prop_map(|(huge, single, double)| Tagged::Numbers {
            huge,
            single,
            double
        }),
        flat(inner).prop_map(Tagged::Flat),
    ]
}

fn adjacent(inner: impl Strategy<Value = Any> + Clone + 'static) -> impl Strategy<Value = Adjacent> {
    prop_oneof![
        Just(Adjacent::Unit),
        inner.clone().prop_map(Adjacent::One),
        (vast(), single()).prop_map(|(vast, single)| Adjacent::Pair(vast, single)),
        prop::collection::btree_map(any::<u32>(), inner, 0..2).prop_map(|map| Adjacent::Map { map }),
    ]
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<u8>().prop_map(Number::Byte),
        single().prop_map(Number::Single),
        double().prop_map(Number::Double),
        vast().prop_map(Number::Vast),
    ]
}

fn untagged(inner: impl Strategy<Value = Any> + Clone + 'static) -> impl Strategy<Value = Untagged> {
    prop_oneof![
        number().prop_map(Untagged::Number),
        any::<char>().prop_map(Untagged::Char),
        name().prop_map(Untagged::Name),
        "[a-z]{2,4}".prop_map(Untagged::Text),
        (any::<u8>(), inner.clone()).prop_map(|(byte, any)| Untagged::Pair(byte, any)),
        inner.clone().prop_map(|any| Untagged::Named { any }),
        prop::collection::btree_map(any::<u8>(), inner.clone(), 1..3)
            .prop_map(|by_number| Untagged::ByNumber { by_number }),
        prop::collection::btree_map("[a-z]{4,5}", inner, 1..3).prop_map(Untagged::ByText),
    ]
}

fn flat(inner: impl Strategy<Value = Any> + Clone + 'static) -> impl Strategy<Value = Flat> {
    let rest = prop::collection::btree_map(text(), inner, 0..3);
    (single(), rest).prop_map(|(id, rest)| Flat { id, rest })
}

fn numbered(inner: impl Strategy<Value = Any> + Clone + 'static) -> impl Strategy<Value = Numbered> {
    let rest = prop::collection::hash_map(any::<u32>(), inner.clone(), 0..2);
    let inside = prop::option::of((vast(), inner).prop_map(|(vast, any)| Inner { vast, any }));
    (rest, inside).prop_map(|(rest, inner)| Numbered { rest, inner })
}

fn skipping(inner: impl Strategy<Value = Any> + Clone + 'static) -> impl Strategy<Value = Skipping> {
    let list = prop::collection::vec(inner, 0..2);
    (list, double()).prop_map(|(list, number)| Skipping { list, number })
}

/// Values of maps and lists.
fn collection(inner: impl Strategy<Value = Any> + Clone + 'static) -> impl Strategy<Value = Any> {
    prop_oneof![
        prop::collection::vec(inner.clone(), 0..3).prop_map(Any::List),
        prop::collection::btree_map(text(), inner.clone(), 0..3).prop_map(Any::ByText),
        prop::collection::btree_map(any::<i32>(), inner.clone(), 0..3).prop_map(Any::ByNumber),
        prop::collection::btree_map(any::<char>(), inner.clone(), 0..3).prop_map(Any::ByChar),
        prop::collection::btree_map(any::<bool>(), inner.clone(), 0..3).prop_map(Any::ByBool),
        prop::collection::btree_map(name(), inner.clone(), 0..3).prop_map(Any::ByName),
        prop::collection::hash_map(any::<u16>(), inner, 0..3).prop_map(Any::Hashed),
    ]
}

fn value() -> impl Strategy<Value = Any> + Clone {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let inner = inner.boxed();
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            2 => collection(inner.clone()),
            1 => prop::option::of(inner.clone()).prop_map(|any| Any::Maybe(any.map(Box::new))),
            1 => pair.prop_map(|(first, second)| Any::Pair(Box::new(first), Box::new(second))),
            1 => (inner.clone(), prop::option::of(vast()))
                .prop_map(|(first, second)| Any::Struct { first: Box::new(first), second }),
            2 => tagged(inner.clone()).prop_map(|tagged| Any::Tagged(Box::new(tagged))),
            2 => adjacent(inner.clone()).prop_map(|adjacent| Any::Adjacent(Box::new(adjacent))),
            2 => untagged(inner.clone()).prop_map(|untagged| Any::Untagged(Box::new(untagged))),
            1 => flat(inner.clone()).prop_map(|flat| Any::Flat(Box::new(flat))),
            1 => numbered(inner.clone()).prop_map(|numbered| Any::Numbered(Box::new(numbered))),
            1 => skipping(inner).prop_map(|skipping| Any::Skipping(Box::new(skipping))),
        ]
    })
}

fn whole() -> impl Strategy<Value = Whole> {
    let hashed = prop::collection::hash_map(text(), value(), 0..2);
    let pairs = prop::collection::vec((any::<u8>(), value()), 0..2);
    let rest = prop::collection::btree_map("_[a-c]{1,2}".prop_map(Key), value(), 0..2);
    (vast(), value(), single(), hashed, prop::option::of(value()), pairs, rest).prop_map(
        |(vast, any, ratio, hashed, maybe, pairs, rest)| Whole {
            vast,
            any,
            ratio,
            hashed,
            maybe: maybe.map(Box::new),
            pairs,
            rest,
        },
    )
}

thread_local! {
    /// How many values were saved and how many were refused, of one run.
    static SAVED_AND_REFUSED: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

fn check(whole: &Whole) -> Result<(), TestCaseError> {
    let sessions = SessionManager::<Whole>::new(keys()).clock(|| at(NOW)).read_back(true);
    let mut session = sessions.load(&HeaderMap::new());
    *session = whole.clone();
    session.renew();
    let (saved_before, refused_before) = SAVED_AND_REFUSED.get();
    match session.set_cookies() {
        Err(Error::Unreadable { .. } | Error::Unsealable { .. } | Error::TooLarge(_)) => {
            SAVED_AND_REFUSED.set((saved_before, refused_before + 1));
            return Ok(());
        }
        other => prop_assert!(other.is_ok(), "{:?}", other),
    }
    SAVED_AND_REFUSED.set((saved_before + 1, refused_before));
    let mut back = sessions.load(&cookies([format!("any={}", saved(&mut session))]));
    prop_assert_eq!(back.meta().rejection(), None);
    prop_assert_eq!(&*back, whole);
    *back = whole.clone();
    prop_assert!(back.set_cookies().is_ok());
    Ok(())
}

#[test]
fn what_is_saved_is_loaded_whatever_its_type() {
    let config = ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() };
    let run = proptest::test_runner::TestRunner::new(config).run(&whole(), |whole| check(&whole));
    if let Err(error) = run {
        panic!("{error}");
    }
    let (saved, refused) = SAVED_AND_REFUSED.get();
    assert!(saved > 50 && refused > 50, "{saved} saved, {refused} refused");
}
