//! A session of ten fields of which six are `None`, beside the least work on the same data by serde, which
//! writes each `None` as `null`. With the feature `ring`.

use crate::contenders::header;
use crate::floors::{Cipher, Floor};
use crate::harness::{Case, Rounds};
use crate::ours::with_ring::Ours;
use crate::payload::Touch;

macro_rules! profile {
    ($name:ident $(#[$attribute:meta])*) => {
        $(#[$attribute])*
        struct $name {
            visits: u64,
            name: String,
            email: String,
            seen: u64,
            locale: Option<String>,
            theme: Option<String>,
            team: Option<u32>,
            referrer: Option<String>,
            coupon: Option<String>,
            notice: Option<String>,
        }

        impl Touch for $name {
            fn touch(&mut self) {
                self.visits ^= 1;
            }
        }
    };
}

profile! { Plain #[derive(Default, serde::Serialize, serde::Deserialize)] }
profile! { Session
#[derive(iron_session_with_ring::IronSession)]
#[iron(cookie = "__Host-app", crate = iron_session_with_ring)] }

fn plain() -> Plain {
    Plain {
        visits: 1_000_000,
        name: "Alice Smith".to_owned(),
        email: "alice.smith@shop.example".to_owned(),
        seen: 1_800_000_000,
        ..Plain::default()
    }
}

pub(crate) fn print() {
    let plain = plain();
    let json = serde_json::to_string(&plain).expect("plain values");
    let ours = Ours::<Session>::new;
    let with_nulls = header(&format!("__Host-app={}", ours().seal(&json)));
    let written = ours().round_trip(with_nulls.as_bytes()).into_iter().last().expect("it has changed");
    let without = header(written.split(';').next().expect("a pair"));
    let mut floor = Floor::new(Cipher::Ring, true);
    let beside = floor.save(&plain).expect("a session");
    let beside = header(beside.split(';').next().expect("a pair"));
    println!(
        "\n| six of ten fields are `None`, with `ring` | characters | ns | ratio |\n| --- | --: | --: | --: |"
    );
    let chars = [&beside, &with_nulls, &without].map(String::len);
    let (loads, older, travels) = (ours(), ours(), ours());
    let mut floor_travels = Floor::new(Cipher::Ring, true);
    let (same, again) = (beside.clone(), without.clone());
    let mut cases = [
        Case::new("LOAD, the reference, with `null`s", move || floor.load::<Plain>(beside.as_bytes())),
        Case::new("LOAD, sealed by a program that wrote `null`s", move || older.load(with_nulls.as_bytes())),
        Case::new("**LOAD**", move || loads.load(without.as_bytes())),
        Case::new("ROUNDTRIP, the reference, with `null`s", move || {
            let mut data: Plain = floor_travels.load(same.as_bytes())?;
            data.touch();
            floor_travels.save(&data)
        }),
        Case::new("**ROUNDTRIP**", move || travels.round_trip(again.as_bytes())),
    ];
    let rounds = Rounds::of(&mut cases);
    for (at, case) in cases.iter().enumerate() {
        let (base, chars) = if at < 3 { (0, chars[at]) } else { (3, chars[(at - 3) * 2]) };
        println!("| {} | {chars} | {:.0} | {:.2} |", case.name, rounds.nanos(at), rounds.ratio(at, base));
    }
}
