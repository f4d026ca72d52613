//! A site with many visitors at the same time. One request in ten is hostile. Every answer is checked.
//!
//! ```text
//! cargo test --release -p tests --features load --test load             # a minute
//! LOAD_SECS=5 cargo test -p tests --features load --test load           # or less
//! ```
//!
//! The site runs in its own process, so that its memory can be measured. The test asserts three things: every
//! answer is 200 or 303, no visitor is taken for another, and the memory does not keep growing. It also
//! prints the requests per second, with the session layer and for the same handlers without it. They are not
//! asserted.

use std::env;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::runtime::Builder;

/// The files in the folder `load`.
mod load {
    pub(super) mod site;
    pub(super) mod visitor;
}

use load::{site, visitor};

type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// How many visitors send requests at the same time, each on its own connection.
const VISITORS: u32 = 32;

fn main() -> Outcome {
    if env::args().any(|argument| argument == "serve") {
        return Builder::new_multi_thread().enable_all().build()?.block_on(site::serve());
    }
    let secs = env::var("LOAD_SECS").map_or(Ok(60), |secs| secs.parse())?;
    let site = Site::start()?;
    let mut memory = Memory::default();
    let bare = run(&site, "/bare", Duration::from_secs(secs) / 4, |_| Ok(()))?;
    let layered = run(&site, "", Duration::from_secs(secs), |share| {
        memory.note(share, site.memory_kib()?);
        Ok(())
    })?;
    println!("without the layer  {bare}");
    println!("with the layer     {layered}");
    println!("memory             {memory}");
    assert!(layered.hostile * 20 > layered.requests, "one request in ten is hostile: {layered:?}");
    memory.assert_flat();
    println!("1 passed, 0 failed");
    Ok(())
}

/// The site in its own process, which ends when this is dropped.
struct Site {
    process: Child,
    port: u16,
}

impl Site {
    fn start() -> Outcome<Self> {
        let mut process = Command::new(env::current_exe()?).arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("stdout was asked for")?).read_line(&mut line)?;
        Ok(Self { process, port: line.trim().parse()? })
    }

    /// Memory in use by the process, in KiB.
    fn memory_kib(&self) -> Outcome<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // Both fail only if the process has already ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How many requests the visitors sent.
#[derive(Debug, Default)]
struct Tally {
    requests: u64,
    hostile: u64,
    took: Duration,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rate = u128::from(self.requests) * 1000 / self.took.as_millis().max(1);
        write!(
            f,
            "{rate:>7} requests/s ({} in all, {} hostile, every answer right)",
            self.requests, self.hostile
        )
    }
}

/// Sends all visitors to the site. Calls `watch` from time to time, with the part of the time that has passed
/// (0 to 1).
fn run(
    site: &Site,
    below: &'static str,
    length: Duration,
    mut watch: impl FnMut(f64) -> Outcome,
) -> Outcome<Tally> {
    let start = Instant::now();
    let end = start + length;
    let port = site.port;
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let mut visitors = tokio::task::JoinSet::new();
        for number in 0..VISITORS {
            visitors.spawn(visitor::visit(port, below, number, end));
        }
        let mut tally = Tally::default();
        let mut ticks = tokio::time::interval(length / 40);
        while !visitors.is_empty() {
            tokio::select! {
                _ = ticks.tick() => watch(start.elapsed().as_secs_f64() / length.as_secs_f64())?,
                Some(visitor) = visitors.join_next() => {
                    let (requests, hostile) = visitor??;
                    tally.requests += requests;
                    tally.hostile += hostile;
                }
            }
        }
        tally.took = start.elapsed();
        Ok(tally)
    })
}

/// The memory of the site in both halves of a run, in KiB.
#[derive(Debug, Default)]
struct Memory {
    first: u64,
    second: u64,
}

impl Memory {
    fn note(&mut self, share: f64, kib: u64) {
        let half = if share < 0.5 { &mut self.first } else { &mut self.second };
        *half = kib.max(*half);
    }

    /// In the second half, the site uses hardly more memory than in the first. With a leak it would use more
    /// and more.
    fn assert_flat(&self) {
        let allowed = self.first + self.first / 20 + 1024;
        assert!(self.second <= allowed, "the memory keeps growing: {self:?}");
    }
}

impl std::fmt::Display for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} KiB at most in the first half, {} KiB in the second", self.first, self.second)
    }
}
