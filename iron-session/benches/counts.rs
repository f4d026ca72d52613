//! Runs one operation of one contender many times. The script `instructions` counts the processor's
//! instructions.
//!
//! It is apart from `speed.rs` because it needs none of the other crates, which take minutes to build.

// The benchmark uses all of these modules.
#![expect(dead_code, reason = "what is measured in time is not counted")]

mod contenders;
mod floors;
mod harness;
mod ours;
mod payload;

use contenders::SIZES;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [size, operation, contender, times] = arguments.as_slice() else {
        panic!("the arguments are a size, an operation, the number of a contender, and how many times");
    };
    let (_, bytes) = SIZES.iter().find(|(name, _)| name == size).expect("a size");
    let contender: usize = contender.parse().expect("the number of a contender");
    let mut contender = contenders::with(*bytes).swap_remove(contender);
    let case = match operation.as_str() {
        "load" => contender.load.take(),
        "save" => contender.save.take(),
        "roundtrip" => contender.round_trip.take(),
        "forged" => contender.forged.take(),
        other => panic!("{other} is not an operation"),
    };
    case.expect("the floors and iron-session have all operations").run(times.parse().expect("a number"));
}
