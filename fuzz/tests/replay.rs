//! Every target over the inputs of its corpus, as they are and changed in simple ways. It needs no fuzzer.

use std::fs;
use std::path::Path;

/// Bytes that mean something in a header, in JSON, or in an input of the targets.
const BYTES: &[u8] = b"\0 \";,.=*~%\\{}[]#()\n\x7f\x80\x95\xff";
/// At how many places an input is changed, at most.
const PLACES: usize = 24;

#[test]
fn derive_attributes() {
    replay("derive_attributes", fuzz::derive_attributes::run);
}

#[test]
fn fe26_open() {
    replay("fe26_open", fuzz::fe26_open::run);
}

#[test]
fn header_scan() {
    replay("header_scan", fuzz::header_scan::run);
}

#[test]
fn inspect() {
    replay("inspect", fuzz::inspect::run);
}

#[test]
fn member_reader() {
    replay("member_reader", fuzz::member_reader::run);
}

#[test]
fn native_open() {
    replay("native_open", fuzz::native_open::run);
}

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(target);
    let files = fs::read_dir(&folder).expect("the target has a corpus");
    let mut paths: Vec<_> = files.map(|file| file.expect("the corpus can be listed").path()).collect();
    paths.sort();
    assert!(paths.len() >= 8, "{target} has {} inputs", paths.len());
    for path in paths {
        // A failure is below the name of its input.
        println!("{}", path.display());
        let input = fs::read(&path).expect("an input can be read");
        run(&input);
        changed(&input).iter().for_each(|input| run(input));
    }
}

/// The input with a byte put in, replaced or left out, cut short, and with its end before its start.
fn changed(input: &[u8]) -> Vec<Vec<u8>> {
    let step = input.len().div_ceil(PLACES).max(1);
    let mut inputs = Vec::new();
    for (number, at) in (0..input.len()).step_by(step).enumerate() {
        let (before, after) = input.split_at(at);
        let byte = BYTES[number % BYTES.len()];
        inputs.push([before, &[byte], after].concat());
        inputs.push([before, &[byte], &after[1..]].concat());
        inputs.push([before, &[after[0] ^ 1 << (number % 8)], &after[1..]].concat());
        inputs.push([before, &after[1..]].concat());
        inputs.push(before.to_vec());
        inputs.push([after, before].concat());
        inputs.push([before, after, after].concat());
    }
    inputs
}
