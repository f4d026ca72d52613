//! Any session is loaded as it was saved, and no request makes loading panic.

use std::collections::BTreeMap;

use iron_session::IronSession;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::common::{NOW, Visit, cookies, saved, sessions_at};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Role {
    Guest,
    Member { since: i64 },
    Staff(Vec<String>),
}

/// A session with a member of every kind, and with names that JSON has to escape.
#[derive(IronSession, Clone, Debug, PartialEq)]
#[iron(cookie = "__Host-wide", rename_all = "camelCase")]
struct Wide {
    flag: bool,
    letter: char,
    small_number: i8,
    large_number: u64,
    signed: i64,
    huge: u128,
    ratio: f64,
    #[iron(rename = "na\"me\\é\u{1}")]
    name: String,
    nickname: Option<String>,
    age: Option<u8>,
    tags: Vec<String>,
    pair: (u8, Option<bool>),
    #[iron(default = Role::Guest)]
    role: Role,
    role_before: Option<Role>,
    settings: BTreeMap<String, f32>,
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter)
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![
        Just(Role::Guest),
        any::<i64>().prop_map(|since| Role::Member { since }),
        prop::collection::vec(text(), 0..4).prop_map(Role::Staff),
    ]
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has finite numbers only", |number| number.is_finite())
}

fn wide() -> impl Strategy<Value = Wide> {
    let numbers = (any::<i8>(), any::<u64>(), any::<i64>(), any::<u128>(), finite());
    let texts = (text(), prop::option::of(text()), prop::collection::vec(text(), 0..4));
    let others = (any::<(u8, Option<bool>)>(), role(), prop::option::of(role()));
    let settings = prop::collection::btree_map(text(), -1e9_f32..1e9, 0..4);
    (any::<(bool, char, Option<u8>)>(), numbers, texts, others, settings).prop_map(
        |((flag, letter, age), numbers, (name, nickname, tags), (pair, role, role_before), settings)| Wide {
            flag,
            letter,
            small_number: numbers.0,
            large_number: numbers.1,
            signed: numbers.2,
            huge: numbers.3,
            ratio: numbers.4,
            name,
            nickname,
            age,
            tags,
            pair,
            role,
            role_before,
            settings,
        },
    )
}

/// Pieces of Cookie headers: the name of the cookie, texts with the letters and the length of a seal, and any
/// others.
fn header_part() -> impl Strategy<Value = Vec<u8>> {
    let letters = prop::sample::select(b"ABCXYZabcxyz019-_".as_slice());
    prop_oneof![
        Just(b"__Host-s=".to_vec()),
        Just(b"; ".to_vec()),
        prop::collection::vec(letters, 90..200),
        prop::collection::vec(prop_oneof![0x20..=0x7e_u8, 0x80..=0xff_u8], 0..100),
    ]
}

proptest! {
    #[test]
    fn what_is_saved_is_loaded(wide in wide()) {
        let sessions = sessions_at::<Wide>(NOW);
        let mut session = sessions.load(&cookies([""; 0]));
        *session = wide.clone();
        session.renew();
        let cookie = saved(&mut session);
        let mut back = sessions.load(&cookies([format!("__Host-wide={cookie}")]));
        prop_assert_eq!(back.meta().rejection(), None);
        prop_assert_eq!(&*back, &wide);
        *back = wide.clone();
        prop_assert!(back.set_cookies().expect("it was sealed before").is_empty());
    }

    #[test]
    fn no_cookie_header_makes_loading_panic(
        parts in prop::collection::vec(header_part(), 0..40),
    ) {
        let header = parts.concat();
        let session = sessions_at::<Visit>(NOW).load(&cookies([header]));
        prop_assert_eq!(session.user_id(), 0);
    }
}

/// D06
#[test]
fn a_megabyte_of_cookies_opens_nothing_and_allocates_in_proportion() {
    let sessions = sessions_at::<Visit>(NOW);
    let one_value = [b"__Host-s=".as_slice(), &vec![b'A'; 1 << 20]].concat();
    let many_pairs = b"__Host-s=AQ; ".repeat((1 << 20) / 13);
    let only_separators = vec![b';'; 1 << 20];
    let not_text = vec![0xff; 1 << 20];
    for header in [one_value, many_pairs, only_separators, not_text] {
        let used = allocation_counter::measure(|| {
            let session = sessions.load_bytes([header.as_slice()], None);
            assert!(session.meta().is_new());
        });
        assert_eq!(used.count_total, 0);
    }
    // Each value that has the length of a seal is decoded once.
    let candidates = [b"__Host-s=".as_slice(), &[b'A'; 4000], b"; "].concat().repeat(260);
    let used = allocation_counter::measure(|| {
        assert!(sessions.load_bytes([candidates.as_slice()], None).meta().is_new());
    });
    assert!(used.bytes_total < candidates.len() as u64 && used.bytes_max < 4096, "{used:?}");
}
