//! Random JSON. The same seed always gives the same JSON.

use serde_json::{Map, Number, Value};

/// The largest integer that JavaScript holds exactly, as do all smaller ones.
const MOST: u64 = (1 << 53) - 1;

/// Pieces of text that programs often get wrong.
const PIECES: [&str; 16] = [
    "",
    "a",
    "\"",
    "\\",
    "\\u0041",
    "\u{0}",
    "\u{1f}\n\r\t\u{7f}",
    "\u{2028}\u{2029}",
    "\u{feff}",
    "\u{fffd}\u{ffff}",
    "e\u{301}\u{e9}",
    "\u{1f9ed}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
    "\u{5e9}\u{5dc}\u{202e}",
    "~2*%2A;,=+/&<>",
    "constructor",
    "12",
];

/// The generator `SplitMix64`. It takes a few lines, and never gives the same number twice in a row.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// An object with up to seven members, nested up to `depth` deep.
    pub(super) fn object(&mut self, depth: u32) -> Value {
        let members = 0..self.below(8);
        Value::Object(members.map(|_| (self.text(), self.value(depth))).collect::<Map<_, _>>())
    }

    fn value(&mut self, depth: u32) -> Value {
        let kinds = if depth == 0 { 6 } else { 8 };
        match self.below(kinds) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 => self.integer().into(),
            3 => self.float(),
            4 | 5 => Value::String(self.text()),
            6 => (0..self.below(5)).map(|_| self.value(depth - 1)).collect(),
            _ => self.object(depth - 1),
        }
    }

    /// An integer of any length. Sometimes the smallest or the largest one.
    fn integer(&mut self) -> i64 {
        let bits = self.below(54);
        let magnitude = if bits == 53 { MOST } else { self.next() & MOST >> bits };
        let magnitude = magnitude.cast_signed();
        if self.below(2) == 0 { magnitude } else { -magnitude }
    }

    /// Any finite float, from random bits.
    fn float(&mut self) -> Value {
        let any = f64::from_bits(self.next());
        Number::from_f64(any).map_or_else(|| self.float(), Value::Number)
    }

    fn text(&mut self) -> String {
        (0..self.below(5))
            .map(|_| {
                let piece = self.below(24);
                let known = usize::try_from(piece).ok().and_then(|piece| PIECES.get(piece));
                known.map_or_else(|| self.char().to_string(), ToString::to_string)
            })
            .collect()
    }

    fn char(&mut self) -> char {
        // One number in 500 is half of a surrogate pair, and so is not a `char`.
        let code = u32::try_from(self.below(0x0011_0000)).expect("smaller than 2^32");
        char::from_u32(code).unwrap_or_else(|| self.char())
    }
}

/// Whether JavaScript reads both as the same JSON. `1`, `1.0` and `1e0` are one number there, and so are `0`
/// and `-0`.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}
