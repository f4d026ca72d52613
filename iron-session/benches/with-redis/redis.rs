//! What a request costs more if a server of Redis is asked whether its session was ended, and beside it what
//! a bare `GET` to the same server costs. All take turns, one after the other, on one connection each.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Keyring, Outage, Revocations, Session, SessionManager, testing};
use tower::ServiceExt;

type BenchResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[derive(IronSession)]
#[iron(cookie = "__Host-app", id, subject = user)]
struct SessionData {
    user: Option<u64>,
}

/// How long a revocation is kept: the absolute timeout of the type.
const KEEP_FOR: Duration = Duration::from_secs(90 * 86_400);
const ROUNDS: usize = 101;
/// How many operations of one kind make up a turn.
const TURN: u32 = 50;

struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start() -> BenchResult<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut process = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .stdout(Stdio::piped())
            .spawn()?;
        let said = BufReader::new(process.stdout.take().ok_or("a pipe")?);
        let mut lines = said.lines().map_while(Result::ok);
        lines.find(|line| line.contains("Ready to accept connections")).ok_or("it ended")?;
        Ok(Self { process, url: format!("redis://127.0.0.1:{port}") })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn app(sessions: SessionManager<SessionData>) -> Router {
    async fn me(session: Session<SessionData>) -> String {
        session.user().unwrap_or_default().to_string()
    }
    Router::new().route("/", get(me)).layer(SessionLayer::new(sessions))
}

async fn visit(app: &Router, cookies: &str) -> BenchResult {
    let request = Request::builder().header("cookie", cookies).body(Body::empty())?;
    let status = app.clone().oneshot(request).await?.status();
    if status == StatusCode::OK { Ok(()) } else { Err(format!("{status}").into()) }
}

/// How many microseconds one operation of a turn takes.
async fn turn(mut operation: impl AsyncFnMut() -> BenchResult) -> BenchResult<f64> {
    let start = Instant::now();
    for _ in 0..TURN {
        operation().await?;
    }
    Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(TURN))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

async fn measure() -> BenchResult {
    let server = Server::start()?;
    let keys = Keyring::for_tests();
    let cookies = testing::cookie::<SessionData>(&keys, |session| session.set_user(7)).to_str()?.to_owned();
    let revocations = Revocations::redis(&server.url, Outage::Refuse, KEEP_FOR).await?;
    let plain = app(SessionManager::new(keys.clone()));
    let asking = app(SessionManager::new(keys).revocations(&revocations)?);
    let connection = redis::Client::open(&*server.url)?.get_connection_manager().await?;
    let (mut gets, mut mgets) = (Vec::new(), Vec::new());
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        gets.push(
            turn(async || Ok(redis::cmd("GET").arg("a").exec_async(&mut connection.clone()).await?)).await?,
        );
        without.push(turn(async || visit(&plain, &cookies).await).await?);
        with.push(turn(async || visit(&asking, &cookies).await).await?);
        let keys = ["a", "b", "c", "d"];
        mgets.push(
            turn(async || Ok(redis::cmd("MGET").arg(&keys).exec_async(&mut connection.clone()).await?))
                .await?,
        );
    }
    let [get, mget] = [median(&mut gets), median(&mut mgets)];
    let [without, with] = [median(&mut without), median(&mut with)];
    println!("a bare GET                        {get:6.1} µs");
    println!("a bare MGET of four short keys    {mget:6.1} µs  {:.2} of a GET", mget / get);
    println!("a request without revocations     {without:6.1} µs");
    println!("a request that asks the server    {with:6.1} µs");
    println!(
        "what the question adds            {:6.1} µs  {:.2} of a GET",
        with - without,
        (with - without) / get
    );
    Ok(())
}

fn main() -> BenchResult {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(measure())
}
