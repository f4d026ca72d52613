//! How fast a request is, compared with the floors and with other crates: `cargo bench --package benches
//! --bench speed`.

mod chunks;
mod contenders;
mod floors;
mod growth;
mod harness;
mod layers;
mod nothing;
mod ours;
mod payload;
mod peers;
mod read_back;
mod revocations;
mod tokens;

use contenders::{CRATE_WITH_CALL, Contender, OURS, OURS_RING, REFERENCE, REFERENCE_WITH_CALL, SIZES};
use harness::{Case, Rounds};

fn main() {
    // Cargo adds the argument `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let asked = |name: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == name);
    for (size, bytes) in SIZES.into_iter().filter(|(size, _)| asked(size)) {
        let mut contenders = contenders::with(bytes);
        contenders.extend(peers::with(bytes));
        table(&format!("LOAD, {size}: {bytes} bytes"), &mut contenders, |contender| contender.load.take());
        table(&format!("SAVE, {size}"), &mut contenders, |contender| contender.save.take());
        table(&format!("ROUNDTRIP, {size}"), &mut contenders, |contender| contender.round_trip.take());
        table(&format!("FORGED, {size}"), &mut contenders, |contender| contender.forged.take());
    }
    let others: [(&str, fn()); 7] = [
        ("growth", growth::print),
        ("chunks", chunks::print),
        ("revocations", revocations::print),
        ("tokens", tokens::print),
        ("nothing", nothing::print),
        ("read_back", read_back::print),
        ("layers", layers::print),
    ];
    for (_, print) in others.into_iter().filter(|(name, _)| asked(name)) {
        print();
    }
}

fn table(
    title: &str,
    contenders: &mut [Contender],
    case: impl FnMut(&mut Contender) -> Option<Case<'static>>,
) {
    let mut cases: Vec<_> = contenders.iter_mut().filter_map(case).collect();
    let rounds = Rounds::of(&mut cases);
    println!("\n| {title} | ns | ratio |\n| --- | --: | --: |");
    for (at, case) in cases.iter().enumerate() {
        println!("| {} | {:.0} | {:.2} |", case.name, rounds.nanos(at), rounds.ratio(at, REFERENCE));
    }
    println!(
        "\nring / (reference + call) {:.3}; default / (crate's floor + call) {:.3}",
        rounds.ratio(OURS_RING, REFERENCE_WITH_CALL),
        rounds.ratio(OURS, CRATE_WITH_CALL)
    );
}
