//! The server: each contender has paths of its own.

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read};
use std::net::Ipv4Addr;
use std::process::{Child, Command, Stdio};

use axum::Router;
use axum::routing::get;
use axum_extra::extract::cookie::{Cookie, Key, PrivateCookieJar};
use iron_session_with_ring::Session;
use iron_session_with_ring::axum::SessionLayer;
use tokio::net::TcpListener;
use tower_sessions::{MemoryStore, SessionManagerLayer};

use crate::ours::with_ring::Ours;
use crate::payload::{self, Touch, ours_ring, plain};

/// The name of each contender, the path where its session begins, and the path that is measured.
pub(crate) const CONTENDERS: [(&str, &str, &str); 7] = [
    ("no session", "/bare", "/bare"),
    ("**iron-session**, `ring`, read", "/ours/begin", "/ours/read"),
    ("**iron-session**, `ring`, changed", "/ours/begin", "/ours/change"),
    ("tower-sessions, in memory, read", "/stored/begin", "/stored/read"),
    ("tower-sessions, in memory, changed", "/stored/begin", "/stored/change"),
    ("axum-extra, `PrivateCookieJar`, read", "/jar/begin", "/jar/read"),
    ("axum-extra, `PrivateCookieJar`, changed", "/jar/begin", "/jar/change"),
];

/// Starts this program once more as the server, and gives its port.
pub(crate) fn start(threads: usize) -> (Child, u16) {
    let program = std::env::current_exe().expect("this program");
    let mut server = Command::new(program)
        .args(["serve", &threads.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program starts");
    let mut port = String::new();
    BufReader::new(server.stdout.take().expect("a pipe")).read_line(&mut port).expect("the server starts");
    (server, port.trim().parse().expect("a port"))
}

pub(crate) fn stop(server: &mut Child) {
    drop(server.stdin.take());
    assert!(server.wait().expect("it runs").success());
}

/// Serves until the program that has started this one closes the pipe, or ends.
pub(crate) fn serve(threads: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_io().build();
    let runtime = runtime.expect("threads");
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).expect("a free port");
    println!("{}", listener.local_addr().expect("it is bound").port());
    runtime.spawn(async { axum::serve(listener, app()).await });
    let _closed = std::io::stdin().read(&mut [0]);
}

fn app() -> Router {
    Router::new().route("/bare", get(async || {})).merge(ours()).merge(stored()).merge(jar())
}

type Data = ours_ring::Typical;

fn ours() -> Router {
    let begin = async |mut session: Session<Data>| {
        let plain::Typical { visits, name, email, roles, locale, csrf, verified, seen, team, theme } =
            payload::typical();
        *session = Data { visits, name, email, roles, locale, csrf, verified, seen, team, theme };
    };
    Router::new()
        .route("/ours/begin", get(begin))
        .route("/ours/read", get(async |session: Session<Data>| drop(black_box(session))))
        .route("/ours/change", get(async |mut session: Session<Data>| session.touch()))
        .layer(SessionLayer::<Data>::new(Ours::<Data>::new().keys()))
}

fn stored() -> Router {
    const WORKS: &str = "a store in memory works";
    let begin = async |session: tower_sessions::Session| {
        session.insert("data", payload::typical()).await.expect(WORKS);
    };
    let read = async |session: tower_sessions::Session| {
        drop(black_box(session.get::<plain::Typical>("data").await.expect(WORKS)));
    };
    let change = async |session: tower_sessions::Session| {
        let mut data: plain::Typical = session.get("data").await.expect(WORKS).expect("a session");
        data.touch();
        session.insert("data", data).await.expect(WORKS);
    };
    Router::new()
        .route("/stored/begin", get(begin))
        .route("/stored/read", get(read))
        .route("/stored/change", get(change))
        .layer(SessionManagerLayer::new(MemoryStore::default()))
}

const NAME: &str = "__Host-jar";

fn jar() -> Router {
    let begin = async |jar: PrivateCookieJar| jar.add(cookie(&payload::typical()));
    let read = async |jar: PrivateCookieJar| drop(black_box(data(&jar)));
    let change = async |jar: PrivateCookieJar| {
        let mut data = data(&jar);
        data.touch();
        jar.add(cookie(&data))
    };
    Router::new()
        .route("/jar/begin", get(begin))
        .route("/jar/read", get(read))
        .route("/jar/change", get(change))
        .with_state(Key::from(&[7; 64]))
}

fn cookie(data: &plain::Typical) -> Cookie<'static> {
    let json = serde_json::to_string(data).expect("plain values");
    Cookie::build((NAME, json)).path("/").secure(true).http_only(true).build()
}

fn data(jar: &PrivateCookieJar) -> plain::Typical {
    let cookie = jar.get(NAME).expect("a session");
    serde_json::from_str(cookie.value()).expect("the JSON of the session")
}
