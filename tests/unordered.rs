//! Maps and sets without an order: a session that was touched and not changed is not written.

use std::collections::{BTreeMap, HashMap, HashSet};

use http::HeaderMap;
use iron_session::{Expiring, IronSession, Session};
use serde_json::Value;

use crate::common::{NOW, cookies, saved, sessions_at};

type Names<T> = HashMap<String, T>;

#[derive(IronSession)]
#[iron(cookie = "unordered", max_age = "1h")]
struct Unordered {
    counts: HashMap<String, u32>,
    tags: HashSet<String>,
    by_number: HashMap<i64, char>,
    list: Vec<HashMap<String, u8>>,
    set_if_any: Option<HashSet<u8>>,
    map_of_maps: BTreeMap<u8, HashMap<String, u8>>,
    map_of_sets: HashMap<String, HashSet<i32>>,
    pair: (u8, HashSet<char>, Vec<u8>),
    array: [HashSet<u8>; 2],
    boxed: Box<(String, Option<HashMap<char, bool>>)>,
    #[iron(lifetime = "10m")]
    votes: Expiring<HashMap<String, u8>>,
    #[iron(rename = "a \"name\": [{,")]
    odd: HashMap<String, Vec<String>>,
    order: Vec<u8>,
    #[iron(flatten)]
    rest: HashMap<String, HashSet<u8>>,
}

fn word(number: u8) -> String {
    format!("word \"{number}\" {{[,:\\")
}

fn words() -> HashMap<String, u8> {
    (0..20).map(|number| (word(number), number)).collect()
}

fn fill(session: &mut Session<Unordered>) {
    session.counts = (0..20).map(|number| (word(number), number.into())).collect();
    session.tags = (0..20).map(word).collect();
    session.by_number = (0..20).map(|number| (number - 10, 'x')).collect();
    session.list = vec![words(), HashMap::new(), words()];
    session.set_set_if_any((0..20).collect());
    session.map_of_maps = BTreeMap::from([(1, words()), (0, words())]);
    session.map_of_sets = HashMap::from([(word(1), (0..9).collect()), (word(2), (0..9).collect())]);
    session.pair = (7, ('a'..'m').collect(), vec![3, 1, 2]);
    session.array = [(0..20).collect(), (5..15).collect()];
    *session.boxed = (word(1), Some(('a'..'m').map(|letter| (letter, true)).collect()));
    session.set_votes(words());
    session.odd = (0..9).map(|number| (word(number), vec![word(2), word(1)])).collect();
    session.order = vec![3, 1, 2];
    session.rest = (0..9).map(|number| (word(number), (0..9).collect())).collect();
}

#[test]
fn a_session_with_hash_maps_that_was_touched_and_not_changed_is_not_written() {
    let sessions = sessions_at::<Unordered>(NOW);
    let mut session = sessions.load(&HeaderMap::new());
    // Each group of members has to fit into one cookie.
    fill(&mut session);
    let members: [fn(&mut Unordered, &mut Unordered); 4] = [
        |data, full| data.list = std::mem::take(&mut full.list),
        |data, full| data.map_of_maps = std::mem::take(&mut full.map_of_maps),
        |data, full| {
            (data.counts, data.tags) = (std::mem::take(&mut full.counts), std::mem::take(&mut full.tags));
            (data.boxed, data.odd) = (std::mem::take(&mut full.boxed), std::mem::take(&mut full.odd));
        },
        |data, full| {
            let votes = full.take_votes().unwrap_or_default();
            *data = std::mem::take(full);
            data.set_votes(votes);
        },
    ];
    for (number, take) in members.into_iter().enumerate() {
        let mut part = sessions.load(&HeaderMap::new());
        take(&mut part, &mut session);
        let cookie = saved(&mut part);
        for _ in 0..20 {
            let mut back = sessions.load(&cookies([format!("unordered={cookie}")]));
            assert_eq!(back.meta().rejection(), None);
            back.order_mut().push(4);
            back.order_mut().pop();
            assert!(back.set_cookies().expect("it fits").is_empty(), "group {number}");
        }
    }
}

#[test]
fn sorting_loses_no_member_and_no_change() {
    let sessions = sessions_at::<Unordered>(NOW);
    let mut session = sessions.load(&HeaderMap::new());
    let (counts, odd) =
        (HashMap::from([(word(1), 1), (word(2), 2)]), HashMap::from([(word(3), vec![word(1)])]));
    let pair = (7, ('a'..'m').collect::<HashSet<_>>(), vec![3, 1, 2]);
    (session.counts, session.odd, session.pair) = (counts.clone(), odd.clone(), pair.clone());
    session.rest = HashMap::from([("more".to_owned(), HashSet::from([1, 2]))]);
    let mut back = sessions.load(&cookies([format!("unordered={}", saved(&mut session))]));
    assert_eq!((&back.counts, &back.odd, &back.pair), (&counts, &odd, &pair));
    assert_eq!(back.rest, HashMap::from([("more".to_owned(), HashSet::from([1, 2]))]));
    assert_eq!((back.set_if_any(), back.votes()), (None, None));
    // A list has an order, and to change it is a change.
    back.pair.2.swap(0, 1);
    let back = sessions.load(&cookies([format!("unordered={}", saved(&mut back))]));
    assert_eq!(back.pair, (7, pair.1, vec![1, 3, 2]));
}

/// Ordered types beside and around one without an order keep theirs. An alias cannot be seen.
#[derive(IronSession)]
#[iron(cookie = "ordered", max_age = "1h")]
struct Ordered {
    lists: HashMap<String, Vec<u8>>,
    values: HashMap<String, Value>,
    alias: Names<u8>,
}

#[test]
fn only_what_has_no_order_is_sorted() {
    let sessions = sessions_at::<Ordered>(NOW);
    let mut session = sessions.load(&HeaderMap::new());
    session.lists_mut().insert("b".to_owned(), vec![3, 1, 2]);
    session.lists_mut().insert("a".to_owned(), vec![2, 1]);
    session.values_mut().insert("v".to_owned(), serde_json::json!([3, 1, {"x": [2, 1]}, " , "]));
    session.alias_mut().insert("one".to_owned(), 1);
    let back = sessions.load(&cookies([format!("ordered={}", saved(&mut session))]));
    assert_eq!(back.lists()["b"], [3, 1, 2]);
    assert_eq!(back.values()["v"], serde_json::json!([3, 1, {"x": [2, 1]}, " , "]));
    assert_eq!(back.alias()["one"], 1);
}
