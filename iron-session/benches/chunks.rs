//! LOAD and SAVE of a session in one to four cookies, beside the floor for one text of the same length.

use crate::contenders;
use crate::floors::{Cipher, Floor};
use crate::harness::{Case, Rounds};
use crate::ours::with_ring::Ours;
use crate::payload::{ours_ring, plain};

type Small = Ours<ours_ring::Small>;

/// The bytes of names that fill one, two, three and four cookies.
const NAMES: [usize; 4] = [2900, 5900, 8900, 11_900];

pub(crate) fn print() {
    println!("\n| with the feature `ring` | 1 cookie | 2 | 3 | 4 |\n| --- | --: | --: | --: | --: |");
    row("LOAD", load);
    row("SAVE", save);
}

/// The times, those of the floor, and what is beyond 1.05 times the floor for each cookie.
fn row(title: &str, cases: fn(usize) -> [Case<'static>; 2]) {
    let mut cases: Vec<_> = NAMES.into_iter().flat_map(cases).collect();
    let rounds = Rounds::of(&mut cases);
    let nanos = |of: usize| (0..NAMES.len()).map(move |at| 2 * at + of);
    let print = |title: &str, all: Vec<f64>| {
        let all: Vec<String> = all.into_iter().map(|nanos| format!("{nanos:.0}")).collect();
        println!("| {title} | {} |", all.join(" | "));
    };
    let (ours, floor) = (nanos(0).map(|at| rounds.nanos(at)), nanos(1).map(|at| rounds.nanos(at)));
    let beyond = ours.clone().zip(floor.clone()).zip(1..);
    print(&format!("{title}, ns"), ours.collect());
    print(&format!("{title}, the floor of one text"), floor.collect());
    let beyond = beyond.map(|((ours, floor), cookies)| (ours - 1.05 * floor) / f64::from(cookies));
    print(&format!("{title}, ns beyond 1.05 floors, for each cookie"), beyond.collect());
}

fn session(bytes: usize) -> plain::Small {
    plain::Small { visits: 1_000_000, name: "a".repeat(bytes) }
}

fn load(bytes: usize) -> [Case<'static>; 2] {
    let ours = Small::with_chunks();
    let header = header(&ours, bytes);
    let mut floor = Floor::new(Cipher::Ring, true);
    let text = floor.save(&session(bytes)).expect("a session");
    let beside = contenders::header(text.split(';').next().expect("a pair"));
    [
        Case::new("ours", move || ours.load(header.as_bytes())),
        Case::new("floor", move || floor.load::<plain::Small>(beside.as_bytes())),
    ]
}

fn save(bytes: usize) -> [Case<'static>; 2] {
    let ours = Small::with_chunks();
    let mut loaded = ours.load(header(&ours, bytes).as_bytes());
    let (mut floor, session) = (Floor::new(Cipher::Ring, true), session(bytes));
    [Case::new("ours", move || Small::save(&mut loaded)), Case::new("floor", move || floor.save(&session))]
}

/// The `Cookie` header of a session whose name has so many bytes.
fn header(ours: &Small, bytes: usize) -> String {
    let mut session = ours.load(b"");
    session.visits = 1_000_000;
    session.name = "a".repeat(bytes);
    let written = Small::save(&mut session).into_iter().filter(|text| !text.contains("Max-Age=0;"));
    let pairs = written.map(|text| text.split(';').take(1).collect::<String>());
    contenders::header(&pairs.collect::<Vec<_>>().join("; "))
}
