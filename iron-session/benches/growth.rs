//! LOAD with more and more of one thing in the request. Each cost grows in proportion. That of keys does not
//! grow.

use crate::contenders;
use crate::harness::{Case, Rounds};
use crate::ours::with_ring::Ours;
use crate::payload::{self, ours_ring};

type Small = Ours<ours_ring::Small>;

/// The JSON in the seals of all these headers, unless the number of bytes is what grows.
const JSON: &str = r#"{"visits":1000000,"name":"alice.smith"}"#;

pub(crate) fn print() {
    println!("\n| LOAD with the feature `ring` | ns |\n| --- | --- |");
    row("0, 1, 10, 50, 200 foreign cookies", [0, 1, 10, 50, 200].map(foreign_cookies));
    row("1, 500, 1000, 2000, 2900 bytes of data", [1, 500, 1000, 2000, 2900].map(bytes_of_data));
    row("1, 2, 4, 8, 16 keys, with a seal of the last one", [1, 2, 4, 8, 16].map(keys));
    row("1, 2, 4, 8 seals under the name", [1, 2, 4, 8].map(duplicates));
    row("no cookie at all", [case(Small::new(), "")]);
    row("8 kB of garbage under the name", [case(Small::new(), &format!("__Host-app={}", "A".repeat(8192)))]);
    row("8 kB of garbage under another name", [case(Small::new(), &format!("other={}", "A".repeat(8192)))]);
    row("8 kB of names without a value", [case(Small::new(), &"__Host-app=; ".repeat(630))]);
}

fn row<const N: usize>(title: &str, mut cases: [Case<'static>; N]) {
    let rounds = Rounds::of(&mut cases);
    let nanos: Vec<String> = (0..N).map(|at| format!("{:.0}", rounds.nanos(at))).collect();
    println!("| {title} | {} |", nanos.join(", "));
}

fn case(ours: Small, header: &str) -> Case<'static> {
    let header = header.to_owned();
    Case::new("", move || ours.load(header.as_bytes()))
}

fn foreign_cookies(number: usize) -> Case<'static> {
    let ours = Small::new();
    let foreign: Vec<String> = (0..number).map(|at| format!("cookie{at}=value{at}; ")).collect();
    let header = format!("{}__Host-app={}", foreign.concat(), ours.seal(JSON));
    case(ours, &header)
}

fn bytes_of_data(bytes: usize) -> Case<'static> {
    let ours = Small::new();
    let session = payload::plain::Small { visits: 1_000_000, name: "a".repeat(bytes) };
    let json = serde_json::to_string(&session).expect("plain values");
    let header = format!("__Host-app={}", ours.seal(&json));
    case(ours, &header)
}

fn keys(number: u8) -> Case<'static> {
    let header =
        contenders::header(&format!("__Host-app={}", Small::with_keys(number - 1..number).seal(JSON)));
    case(Small::with_keys(0..number), &header)
}

fn duplicates(number: usize) -> Case<'static> {
    let ours = Small::new();
    let seals: Vec<String> = (0..number).map(|_| format!("__Host-app={}; ", ours.seal(JSON))).collect();
    case(ours, &seals.concat())
}
