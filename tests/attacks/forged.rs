//! Texts that are made of valid ones, in every format and shape: changed, cut, and spliced from two. Each run
//! makes the same ones. A longer run makes as many as it is told:
//!
//! ```text
//! FORGED=10000000 cargo test -p tests --test tests attacks::forged -- --nocapture
//! ```

use std::collections::HashSet;
use std::env;

use iron_session::{IronSession, SessionManager};
use serde_json::json;

use crate::chunks::{Plain, pairs_of};
use crate::common::{NOW, Numbers, TestResult, Visit, cookies, sessions_at, visit_at};
use crate::fe26::{javascript, shared_at};
use crate::tokens::mutations::mutated;
use crate::tokens::{MagicLink, link, opened, sealed};

/// Whether these values are taken for a session or a token.
type Check = Box<dyn Fn(&[String]) -> bool>;

/// Valid values, each in as many parts as it takes cookies, and what opens such parts.
struct Shape {
    name: &'static str,
    genuine: Vec<Vec<String>>,
    is_taken: Check,
}

/// Whether there is a session in the cookies of these names.
fn session<T: IronSession>(server: SessionManager<T>, names: &'static [&str]) -> Check {
    Box::new(move |parts| {
        let pairs = names.iter().zip(parts).map(|(name, value)| format!("{name}={value}"));
        !server.load(&cookies(pairs)).meta().is_new()
    })
}

fn shapes() -> [Shape; 4] {
    let eight = |make: &dyn Fn(u32) -> Vec<String>| (1..=8).map(make).collect();
    let value = |pair: String| pair.split_once('=').expect("a pair").1.to_owned();
    [
        Shape {
            name: "whole sessions",
            genuine: eight(&|user| vec![visit_at(NOW, user)]),
            is_taken: session(sessions_at::<Visit>(NOW), &["__Host-s"]),
        },
        Shape {
            name: "sessions in chunks",
            genuine: eight(&|user| pairs_of(user, 4000).into_iter().map(value).collect()),
            is_taken: session(sessions_at::<Plain>(NOW), &["c.0", "c.1"]),
        },
        Shape {
            name: "tokens",
            genuine: eight(&|_| vec![sealed(&link())]),
            is_taken: Box::new(|parts| opened::<MagicLink>(&parts[0]).is_ok()),
        },
        Shape {
            name: "sessions of JavaScript",
            genuine: eight(&|visits| vec![javascript(&json!({ "visits": visits }), NOW)]),
            is_taken: session(shared_at(NOW), &["sid"]),
        },
    ]
}

/// One text with the end of another one.
fn spliced(one: &str, other: &str, numbers: &mut Numbers) -> String {
    let at = numbers.below(one.len().min(other.len()));
    [&one[..at], &other[at..]].concat()
}

/// One of the values with one of several changes.
fn forged(genuine: &[Vec<String>], numbers: &mut Numbers) -> Vec<String> {
    let [one, other] = [(); 2].map(|()| &genuine[numbers.below(genuine.len())]);
    let mut parts = one.clone();
    let part = numbers.below(parts.len());
    match numbers.below(8) {
        0 => parts[part] = spliced(&one[part], &other[part], numbers),
        1 => parts[part].clone_from(&other[part]),
        2 => parts.reverse(),
        _ => parts[part] = mutated(&one[part], numbers),
    }
    parts
}

/// S10
#[test]
fn changed_and_spliced_values_of_every_shape_are_never_taken() -> TestResult {
    let count: usize = env::var("FORGED").map_or(Ok(40_000), |count| count.parse())?;
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for Shape { name, genuine, is_taken } in shapes() {
        assert!(genuine.iter().all(|parts| is_taken(parts)), "{name}");
        let known: HashSet<&Vec<String>> = genuine.iter().collect();
        let mut refused = 0;
        while refused < count / 4 {
            let parts = forged(&genuine, &mut numbers);
            if !known.contains(&parts) {
                assert!(!is_taken(&parts), "{name}: {parts:?}");
                refused += 1;
            }
        }
        println!("{refused} forged {name}, none taken");
    }
    Ok(())
}
