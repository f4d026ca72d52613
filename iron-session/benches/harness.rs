//! All contenders take turns within each round. So anything that slows the machine slows all of them alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long a contender runs in one round. That is much longer than reading the clock takes, and much shorter
/// than the time that the scheduler gives a process at once.
const TURN: Duration = Duration::from_micros(400);
const ROUNDS: usize = 251;

/// An operation to measure.
pub(crate) struct Case<'a> {
    pub(crate) name: &'static str,
    run: Box<dyn FnMut(u32) + 'a>,
}

impl<'a> Case<'a> {
    pub(crate) fn new<R>(name: &'static str, mut once: impl FnMut() -> R + 'a) -> Self {
        let run = move |times| {
            for _ in 0..times {
                black_box(&once());
            }
        };
        Self { name, run: Box::new(run) }
    }

    pub(crate) fn run(&mut self, times: u32) {
        (self.run)(times);
    }

    fn time(&mut self, times: u32) -> f64 {
        let start = Instant::now();
        self.run(times);
        start.elapsed().as_secs_f64() * 1e9 / f64::from(times)
    }

    /// How many runs fill a turn.
    fn times(&mut self) -> u32 {
        self.time(20);
        let nanos = self.time(50).max(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let times = (TURN.as_secs_f64() * 1e9 / nanos) as u32;
        times.max(1)
    }
}

/// Nanoseconds of every case in every round.
pub(crate) struct Rounds(Vec<Vec<f64>>);

impl Rounds {
    pub(crate) fn of(cases: &mut [Case<'_>]) -> Self {
        let times: Vec<u32> = cases.iter_mut().map(Case::times).collect();
        let mut nanos = vec![Vec::with_capacity(ROUNDS); cases.len()];
        for round in 0..ROUNDS {
            for turn in 0..cases.len() {
                // The first contender changes with each round.
                let at = (turn + round) % cases.len();
                nanos[at].push(cases[at].time(times[at]));
            }
        }
        Self(nanos)
    }

    pub(crate) fn nanos(&self, case: usize) -> f64 {
        median(self.0[case].clone())
    }

    /// The median, over the rounds, of the ratio within one round.
    pub(crate) fn ratio(&self, case: usize, base: usize) -> f64 {
        median(self.0[case].iter().zip(&self.0[base]).map(|(case, base)| case / base).collect())
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Prints a row for each case. The first one is what the others are compared with.
pub(crate) fn rows<const N: usize>(mut cases: [Case<'static>; N]) {
    let rounds = Rounds::of(&mut cases);
    for (at, case) in cases.iter().enumerate() {
        println!("| {} | {:.0} | {:.2} |", case.name, rounds.nanos(at), rounds.ratio(at, 0));
    }
}
