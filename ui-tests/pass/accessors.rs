#![allow(unused_parens)]

use iron_session::IronSession;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct UserId(u64);

type Alias = Option<u8>;

#[derive(IronSession)]
struct Visit {
    logged_in: bool,
    visits: u32,
    ratio: f32,
    letter: char,
    name: String,
    note: Option<String>,
    age: Option<u32>,
    agreed: Option<bool>,
    user: Option<UserId>,
    nested: Option<(u8, Option<u8>)>,
    list: Option<Vec<u8>>,
    tags: Vec<String>,
    id: UserId,
    map: BTreeMap<String, u8>,
    pair: (u8, String),
    bytes: [u8; 4],
    boxed: Box<UserId>,
    unit: (),
    alias: Alias,
    std_string: std::string::String,
    std_option: ::std::option::Option<u64>,
    core_option: core::option::Option<std::string::String>,
    std_vec: std::vec::Vec<u8>,
    parenthesized: (Option<(u8)>),
    qualified: <Vec<u8> as IntoIterator>::Item,
}

/// Accepts a value of exactly one type.
fn is<T>(_: T) {}

fn plain(visit: &mut Visit) {
    is::<bool>(visit.logged_in());
    is::<u32>(visit.visits());
    is::<f32>(visit.ratio());
    is::<char>(visit.letter());
    visit.set_logged_in(true);
    visit.set_visits(7);
    *visit.visits_mut() += 1;
    assert_eq!((visit.logged_in(), visit.visits()), (true, 8));
    visit.reset_visits();
    assert_eq!(visit.visits(), 0);
}

fn texts(visit: &mut Visit) {
    is::<&str>(visit.name());
    is::<&str>(visit.std_string());
    visit.set_name("a");
    visit.set_name(String::from("b"));
    visit.set_name('c');
    visit.set_std_string(Box::<str>::from("d"));
    visit.name_mut().push('!');
    assert_eq!((visit.name(), visit.std_string()), ("c!", "d"));
    visit.reset_name();
    assert_eq!(visit.name(), "");

    is::<Option<&str>>(visit.note());
    is::<Option<&str>>(visit.core_option());
    visit.set_note("a");
    visit.set_core_option(String::from("b"));
    is::<&mut Option<String>>(visit.note_mut());
    assert_eq!(visit.take_note(), Some("a".to_owned()));
    visit.clear_core_option();
    assert_eq!((visit.note(), visit.core_option()), (None, None));
}

fn options(visit: &mut Visit) {
    is::<Option<u32>>(visit.age());
    is::<Option<bool>>(visit.agreed());
    is::<Option<u64>>(visit.std_option());
    is::<Option<u8>>(visit.parenthesized());
    is::<Option<&UserId>>(visit.user());
    is::<Option<&(u8, Option<u8>)>>(visit.nested());
    is::<Option<&Vec<u8>>>(visit.list());
    is::<&Option<u8>>(visit.alias());
    visit.set_age(7);
    visit.set_std_option(8);
    visit.set_user(UserId(9));
    visit.set_nested((1, None));
    visit.set_list(vec![1]);
    visit.set_alias(Some(1));
    visit.reset_alias();
    assert_eq!((visit.age(), visit.take_user(), visit.user()), (Some(7), Some(UserId(9)), None));
    visit.clear_age();
    assert_eq!(visit.age_mut(), &None);
}

fn others(visit: &mut Visit) {
    is::<&[String]>(visit.tags());
    is::<&[u8]>(visit.std_vec());
    is::<&UserId>(visit.id());
    is::<&(u8, String)>(visit.pair());
    is::<&[u8; 4]>(visit.bytes());
    is::<&Box<UserId>>(visit.boxed());
    is::<&u8>(visit.qualified());
    visit.set_tags(vec!["a".to_owned()]);
    visit.tags_mut().push("b".to_owned());
    assert_eq!(visit.tags(), ["a", "b"]);
    visit.reset_tags();
    assert!(visit.tags().is_empty());
    visit.set_id(UserId(1));
    visit.id_mut().0 += 1;
    assert_eq!(visit.id(), &UserId(2));
    visit.map_mut().insert("a".to_owned(), 1);
    visit.set_pair((1, "b".to_owned()));
    visit.set_bytes([1; 4]);
    visit.reset_bytes();
    assert_eq!((visit.map().len(), visit.pair().0, visit.bytes()[0]), (1, 1, 0));
}

fn main() {
    let mut visit = Visit::default();
    plain(&mut visit);
    texts(&mut visit);
    options(&mut visit);
    others(&mut visit);
}
