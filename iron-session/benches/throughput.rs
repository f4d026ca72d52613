//! Requests per second of a real server on loopback, and the server's CPU time for each: without a session,
//! with this library, and with two others. `cargo bench --package benches --bench throughput`. Linux only,
//! since it reads the server's CPU time from `/proc`.
//!
//! The server is this program once more, with axum on 1 and on 2 threads. One thread asks, over 32
//! connections that stay open. The contenders take turns.

// The other benchmarks use all of these modules.
#![expect(dead_code, reason = "only the payload and our keys are needed here")]

#[path = "throughput/client.rs"]
mod client;
mod ours;
mod payload;
#[path = "throughput/server.rs"]
mod server;

use std::process::Child;
use std::time::{Duration, Instant};

use client::Client;

const THREADS: [usize; 2] = [1, 2];
const ROUNDS: usize = 9;
const TURN: Duration = Duration::from_millis(500);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [serve, threads] if serve == "serve" => server::serve(threads.parse().expect("a number")),
        _ => THREADS.into_iter().for_each(table),
    }
}

/// What one contender did in its turns.
#[derive(Default)]
struct Turns {
    requests_per_sec: Vec<f64>,
    cpu_micros: Vec<f64>,
}

fn table(threads: usize) {
    let (mut server, port) = server::start(threads);
    let paths = server::CONTENDERS;
    let mut clients: Vec<_> = paths.iter().map(|(_, begin, path)| Client::new(port, begin, path)).collect();
    let mut turns: Vec<Turns> = paths.iter().map(|_| Turns::default()).collect();
    for _ in 0..ROUNDS {
        for (client, turns) in clients.iter_mut().zip(&mut turns) {
            turn(client, &server, turns);
        }
    }
    println!("\n| server threads: {threads}, typical | requests/s | of bare | CPU us a request | of bare |");
    println!("| --- | --: | --: | --: | --: |");
    let all: Vec<_> =
        turns.into_iter().map(|turns| (median(turns.requests_per_sec), median(turns.cpu_micros))).collect();
    for ((name, ..), (rate, cpu)) in paths.iter().zip(&all) {
        println!("| {name} | {rate:.0} | {:.2} | {cpu:.2} | {:.2} |", rate / all[0].0, cpu / all[0].1);
    }
    server::stop(&mut server);
}

fn turn(client: &mut Client, server: &Child, turns: &mut Turns) {
    let (cpu, begin, mut requests) = (cpu_ticks(server.id()), Instant::now(), 0_u32);
    while begin.elapsed() < TURN {
        requests += client.ask_on_all();
    }
    let (secs, requests) = (begin.elapsed().as_secs_f64(), f64::from(requests));
    // A tick is 10 ms on Linux, whatever its kernel counts with.
    let cpu_micros = f64::from(cpu_ticks(server.id()) - cpu) * 10_000.0;
    turns.requests_per_sec.push(requests / secs);
    turns.cpu_micros.push(cpu_micros / requests);
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The time that a process has spent so far, in itself and in the kernel.
fn cpu_ticks(process: u32) -> u32 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("the process runs, on Linux");
    let fields = stat.rsplit(')').next().expect("a name in parentheses").split_ascii_whitespace();
    fields.skip(11).take(2).map(|ticks| ticks.parse::<u32>().expect("a number")).sum()
}
