//! A server of Redis or Valkey that a test starts, asks, kills and starts again.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use redis::{Connection, FromRedisValue, RedisResult};

/// A server on a free port of this machine, which ends with its value.
pub(crate) struct Server {
    process: Child,
    pub(crate) port: u16,
    folder: PathBuf,
    settings: Vec<String>,
}

/// Settings by which a killed server has all that it had acknowledged, as on disk.
pub(crate) const PERSISTENT: [&str; 4] = ["--appendonly", "yes", "--appendfsync", "everysec"];

impl Server {
    pub(crate) fn start(settings: &[&str]) -> Self {
        static SERVERS: AtomicU32 = AtomicU32::new(0);
        let number = SERVERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("iron-session-{}-{number}", std::process::id()));
        std::fs::create_dir(&folder).expect("a new folder");
        let settings: Vec<_> = settings.iter().map(|setting| (*setting).to_owned()).collect();
        // Another program may take the port before the server does.
        let started = (0..10).find_map(|_| {
            let port = free_port();
            Some((run(port, &folder, &settings)?, port))
        });
        let (process, port) = started.expect("a server; see what it said above");
        Self { process, port, folder, settings }
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends the server as a power cut does.
    pub(crate) fn kill(&mut self) {
        self.process.kill().expect("a process that runs");
        self.process.wait().expect("a killed process");
    }

    /// Starts a killed server again, on the same port.
    pub(crate) fn restart(&mut self) {
        self.process = run(self.port, &self.folder, &self.settings).expect("the port is still free");
    }

    pub(crate) fn connection(&self) -> Connection {
        redis::Client::open(self.url()).and_then(|client| client.get_connection()).expect("a server")
    }

    /// Runs a command, given as words.
    pub(crate) fn ask<V: FromRedisValue>(&self, command: &str) -> RedisResult<V> {
        let mut words = command.split(' ');
        let mut command = redis::cmd(words.next().unwrap_or_default());
        words.for_each(|word| {
            command.arg(word);
        });
        command.query(&mut self.connection())
    }

    pub(crate) fn command(&self, command: &str) {
        self.ask::<()>(command).expect(command);
    }

    /// Forgets which commands were run.
    pub(crate) fn count_anew(&self) {
        self.command("CONFIG RESETSTAT");
    }

    /// How often a command was run since [`count_anew`](Self::count_anew).
    pub(crate) fn count(&self, command: &str) -> usize {
        let counted: String = self.ask("INFO commandstats").expect("a server");
        let name = format!("cmdstat_{command}:calls=");
        let calls = counted.lines().find_map(|line| line.strip_prefix(&*name)?.split(',').next());
        calls.map_or(0, |calls| calls.parse().expect("a number"))
    }

    pub(crate) fn keys(&self, pattern: &str) -> Vec<String> {
        self.ask(&format!("KEYS {pattern}")).expect("a server")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("a bound address").port()
}

/// A server that accepts connections, or none if it ends before.
fn run(port: u16, folder: &PathBuf, settings: &[String]) -> Option<Child> {
    let own = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir"];
    let mut process = Command::new("redis-server")
        .args(["--port", &port.to_string()])
        .args(own)
        .arg(folder)
        .args(settings)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`redis-server`, for example of Debian's package redis-server");
    let mut said = String::new();
    for line in BufReader::new(process.stdout.take().expect("a pipe")).lines().map_while(Result::ok) {
        if line.contains("Ready to accept connections") {
            return Some(process);
        }
        said.extend([&*line, "\n"]);
    }
    eprintln!("{said}");
    process.wait().expect("a process that ends");
    None
}
