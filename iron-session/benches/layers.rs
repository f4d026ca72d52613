//! What a layer adds to a request, beyond the bare framework and beyond the work of a load or a round trip.
//!
//! A layer of any crate has to put something into the request's extensions, and to write headers. So each
//! framework also has null layers: they do only that, with values that were made before.

mod actix;
mod axum;
mod tower;

use std::hint::black_box;

use http::HeaderValue;
use iron_session_with_ring::IronSession;

use crate::contenders::{Plain, header};
use crate::harness::{Case, Rounds};
use crate::ours::with_ring::Ours;
use crate::payload::{self, Touch, ours_ring};

pub(crate) fn print() {
    table("tower, typical", tower::rows());
    table("axum, typical", axum::rows::<ours_ring::Typical, _>(&payload::typical()));
    table("axum, small", axum::rows::<ours_ring::Small, _>(&payload::small()));
    table("actix-web, typical", actix::rows());
}

/// A case, and the cases whose time it has beside that of the layer.
struct Row {
    case: Case<'static>,
    /// The work that a program does by hand without a layer, such as a load.
    work: Option<usize>,
    /// The null layer of the same shape.
    null: Option<usize>,
}

/// The rows of every framework begin with these.
const BARE: usize = 0;
const LOAD: usize = 1;
const ROUND_TRIP: usize = 2;
const NULL_UNASKED: usize = 3;
const NULL_READ: usize = 4;
const NULL_CHANGED: usize = 5;

fn plain(case: Case<'static>) -> Row {
    Row { case, work: None, null: None }
}

fn unasked(case: Case<'static>) -> Row {
    Row { case, work: None, null: Some(NULL_UNASKED) }
}

fn read(case: Case<'static>) -> Row {
    Row { case, work: Some(LOAD), null: Some(NULL_READ) }
}

fn changed(case: Case<'static>) -> Row {
    Row { case, work: Some(ROUND_TRIP), null: Some(NULL_CHANGED) }
}

fn table(title: &str, rows: Vec<Row>) {
    let (mut cases, beside): (Vec<_>, Vec<_>) =
        rows.into_iter().map(|row| (row.case, (row.work, row.null))).unzip();
    let rounds = Rounds::of(&mut cases);
    println!(
        "\n| {title}, with `ring` | ns | more than bare | beyond the work too | beyond the null layer too |"
    );
    println!("| --- | --: | --: | --: | --: |");
    for (at, (case, (work, null))) in cases.iter().zip(beside).enumerate() {
        let more = rounds.nanos(at) - rounds.nanos(BARE);
        let beyond_work = more - work.map_or(0.0, |work| rounds.nanos(work));
        let beyond_null = null.map(|null| beyond_work - (rounds.nanos(null) - rounds.nanos(BARE)));
        let shown = |nanos: Option<f64>| nanos.map_or(String::new(), |nanos| format!("{nanos:.0}"));
        let beyond_work = shown(null.map(|_| beyond_work));
        println!(
            "| {} | {:.0} | {more:.0} | {beyond_work} | {} |",
            case.name,
            rounds.nanos(at),
            shown(beyond_null)
        );
    }
}

/// What a request brings and a response takes: the `Cookie` header with a session, and a Set-Cookie value.
#[derive(Clone)]
struct Sample {
    cookie: HeaderValue,
    set_cookie: String,
}

impl Sample {
    fn of<T: IronSession + Touch, P: Plain>(payload: &P) -> Self {
        let json = serde_json::to_string(payload).expect("plain values");
        let ours = Ours::<T>::new();
        let header = header(&format!("__Host-app={}", ours.seal(&json)));
        let set_cookie = ours.round_trip(header.as_bytes()).into_iter().last().expect("it has changed");
        Self { cookie: HeaderValue::try_from(header).expect("ASCII"), set_cookie }
    }

    /// A load and a round trip by hand, whose Set-Cookie goes nowhere.
    fn work<T: IronSession + Touch>(&self) -> [Row; 2] {
        let (loads, travels) = (Ours::<T>::new(), Ours::<T>::new());
        let (cookie, same) = (self.cookie.clone(), self.cookie.clone());
        [
            plain(Case::new("load by hand", move || loads.load(black_box(cookie.as_bytes())))),
            plain(Case::new("round trip by hand", move || travels.round_trip(black_box(same.as_bytes())))),
        ]
    }
}

/// What a null layer writes to a response.
#[derive(Clone)]
enum Writes {
    Nothing,
    /// The headers for caches.
    Rules,
    /// The same, and a Set-Cookie.
    RulesAnd(String),
}

/// The null layers of a framework, in the order of the rows.
fn nulls(sample: &Sample) -> [(&'static str, Writes); 3] {
    [
        ("null layer that writes nothing", Writes::Nothing),
        ("null layer that writes the headers for caches", Writes::Rules),
        ("null layer that writes a Set-Cookie too", Writes::RulesAnd(sample.set_cookie.clone())),
    ]
}
