//! A server that is killed, slow, silent or full, and what requests are answered meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use iron_session::Outage;
use iron_session::testing::Jar;
use tokio::task::JoinSet;

use super::proxy::{Mode, Proxy};
use super::server::{PERSISTENT, Server};
use super::site::{Node, TestResult};

/// Longer than any time limit of a store, on a busy machine too.
const LONG: Duration = Duration::from_secs(10);

#[tokio::test]
async fn while_the_server_is_away_a_session_is_refused() -> TestResult {
    let mut server = Server::start(&PERSISTENT);
    let node = Node::start(&server.url()).await?;
    let mut browser = node.signed_in().await?;
    server.kill();
    for path in ["GET /me", "GET /login", "POST /logout", "POST /login/7", "POST /end-all"] {
        let answer = node.send(path, browser.header("/")).await?;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert!(answer.header("retry-after").is_some(), "{path}");
    }
    assert!(node.told("failed") >= 5);
    server.restart();
    assert_eq!(node.who(&mut browser).await?, "7");
    assert_eq!(node.told("revocations_lost"), 0, "all of it was on the disk");
    Ok(())
}

#[tokio::test]
async fn while_the_server_is_away_a_session_is_accepted_and_told() -> TestResult {
    let mut server = Server::start(&PERSISTENT);
    let node = Node::start_with(&server.url(), Outage::Accept, |ends| ends).await?;
    let mut browser = node.signed_in().await?;
    let ended = node.signed_in().await?.header("/");
    let id = node.sessions.load_checked(&http::HeaderMap::from_iter([(
        http::header::COOKIE,
        ended.clone().ok_or("a cookie")?.parse()?,
    )]));
    node.revocations.end(id.await?.meta().id().ok_or("an id")?).await?;
    assert_eq!(node.send("GET /me", ended.clone()).await?.text, "nobody");
    server.kill();
    assert_eq!(node.who(&mut browser).await?, "7");
    assert_eq!(node.send("GET /me", ended.clone()).await?.text, "7", "as the rule says");
    assert_eq!((node.told("unchecked"), node.told("failed")), (2, 0));
    // What has to be stored is refused all the same.
    let answer = node.send("POST /logout", browser.header("/")).await?;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.header("set-cookie").is_some_and(|removal| removal.contains("Max-Age=0")));
    assert_eq!(node.send("POST /login/7", None).await?.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        node.send("POST /end-all", browser.header("/")).await?.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    server.restart();
    assert_eq!(node.send("GET /me", ended).await?.text, "nobody");
    Ok(())
}

#[tokio::test]
async fn strangers_and_static_files_are_served_as_ever() -> TestResult {
    let mut server = Server::start(&[]);
    let node = Node::start(&server.url()).await?;
    let sealed = node.signed_in().await?.header("/").ok_or("a cookie")?;
    let forged = Some(sealed.replace("__Host-s=", "__Host-s=A"));
    server.kill();
    for cookies in [None, forged] {
        for (path, text) in
            [("GET /static", "a picture"), ("GET /login", "please sign in"), ("GET /me", "nobody")]
        {
            let answer = node.send(path, cookies.clone()).await?;
            assert_eq!((answer.status, &*answer.text), (StatusCode::OK, text));
        }
    }
    assert_eq!(
        node.send("GET /static", Some(sealed)).await?.text,
        "a picture",
        "nobody asks for the session"
    );
    assert_eq!(node.told("failed"), 0);
    Ok(())
}

#[tokio::test]
async fn a_slow_server_delays_no_request_for_long_however_many_there_are() -> TestResult {
    let server = Server::start(&[]);
    let proxy = Proxy::before(server.port).await?;
    for (outage, status) in [(Outage::Refuse, 503), (Outage::Accept, 200)] {
        proxy.set(Mode::Pass);
        let node = Arc::new(Node::start_with(&proxy.url(), outage, |ends| ends).await?);
        let cookies = node.signed_in().await?.header("/");
        proxy.set(Mode::Delay(LONG));
        let begun = Instant::now();
        let mut visits = JoinSet::new();
        for _ in 0..200 {
            let (node, cookies) = (Arc::clone(&node), cookies.clone());
            visits.spawn(async move {
                Ok(node.send("GET /me", cookies).await.map_err(|error| error.to_string())?.status.as_u16())
            });
        }
        let statuses: Result<Vec<u16>, String> = visits.join_all().await.into_iter().collect();
        let took = begun.elapsed();
        assert_eq!(statuses?, [status; 200]);
        assert!(took >= Duration::from_millis(240), "{took:?}");
        assert!(took < Duration::from_secs(3), "one after the other would take 50 s, and not {took:?}");
        assert!(node.revocations.end_all(&7).await.is_err());
    }
    Ok(())
}

#[tokio::test]
async fn a_server_that_needs_some_time_is_waited_for() -> TestResult {
    let server = Server::start(&[]);
    let proxy = Proxy::before(server.port).await?;
    let node = Node::start(&proxy.url()).await?;
    let mut browser = node.signed_in().await?;
    proxy.set(Mode::Delay(Duration::from_millis(30)));
    assert_eq!(node.who(&mut browser).await?, "7");
    Ok(())
}

/// A machine that vanishes closes no connection.
#[tokio::test]
async fn a_connection_without_answers_is_replaced() -> TestResult {
    let server = Server::start(&[]);
    let proxy = Proxy::before(server.port).await?;
    let node = Node::start(&proxy.url()).await?;
    let mut browser = node.signed_in().await?;
    proxy.set(Mode::Swallow);
    assert_eq!(node.visit(&mut browser, "GET /me").await?.status, 503);
    proxy.set(Mode::Pass);
    let deadline = Instant::now() + LONG;
    while node.visit(&mut browser, "GET /me").await?.status != 200 {
        assert!(Instant::now() < deadline, "the dead connection is used for ever");
    }
    Ok(())
}

#[tokio::test]
async fn a_full_server_ends_nothing_and_says_so() -> TestResult {
    let server = Server::start(&["--maxmemory-policy", "noeviction"]);
    let node = Node::start(&server.url()).await?;
    let (mut browser, mut ended) = (node.signed_in().await?, Jar::new());
    node.visit(&mut ended, "POST /login/8").await?;
    node.revocations.end_all(&8).await?;
    server.command("CONFIG SET maxmemory 1");

    assert_eq!((node.who(&mut browser).await?, node.who(&mut ended).await?), ("7".into(), "nobody".into()));
    let answer = node.visit(&mut browser, "POST /end-all").await?;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text.contains("OOM") || answer.text.contains("memory"), "{}", answer.text);
    assert_eq!(node.who(&mut browser).await?, "7", "it was not ended");
    let answer = node.visit(&mut browser.clone(), "POST /logout").await?;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(node.told("failed") >= 1);

    // What marks the data set cannot be stored either.
    server.command("DEL iron-session:data-set");
    assert_eq!((node.who(&mut browser).await?, node.told("revocations_lost")), ("7".into(), 1));
    assert_eq!((node.who(&mut browser).await?, node.told("revocations_lost")), ("7".into(), 1));

    server.command("CONFIG SET maxmemory 0");
    node.visit(&mut browser.clone(), "POST /logout").await?;
    assert_eq!(node.who(&mut browser).await?, "nobody");
    Ok(())
}

/// What visitors of one test have in common.
struct Load {
    nodes: [Node; 2],
    outage: Outage,
    served: AtomicUsize,
    refused: AtomicUsize,
    is_over: AtomicUsize,
}

impl Load {
    async fn start(url: &str, outage: Outage) -> TestResult<Arc<Self>> {
        let node = || Node::start_with(url, outage, |ends| ends);
        let [served, refused, is_over] = <[AtomicUsize; 3]>::default();
        Ok(Arc::new(Self { nodes: [node().await?, node().await?], outage, served, refused, is_over }))
    }

    /// A visitor until it is over. Returns the cookies whose end was acknowledged.
    async fn visitor(self: Arc<Self>, user: usize) -> Result<Vec<String>, String> {
        let mut acknowledged = Vec::new();
        while self.is_over.load(SeqCst) == 0 {
            self.round(user, &mut acknowledged).await.map_err(|error| error.to_string())?;
        }
        Ok(acknowledged)
    }

    /// One round of a visitor: in, ended by the other node, and back with a copy of the cookie.
    async fn round(&self, user: usize, acknowledged: &mut Vec<String>) -> TestResult {
        let (here, there) = (&self.nodes[user % 2], &self.nodes[(user + 1) % 2]);
        let mut browser = Jar::new();
        if here.visit(&mut browser, &format!("POST /login/{user}")).await?.status != 204 {
            self.refused.fetch_add(1, SeqCst);
            return Ok(());
        }
        let cookies = browser.header("/").ok_or("a login that was acknowledged has a cookie")?;
        self.living(there, user, &cookies).await?;
        let ended = there.send("POST /end-all", Some(cookies.clone())).await?;
        if ended.status == 200 && ended.text == "ended" {
            self.ended(here, &cookies).await?;
            acknowledged.push(cookies);
        }
        Ok(())
    }

    /// A session that lives is lent, or refused by the rule. It is never answered as if it was ended.
    async fn living(&self, node: &Node, user: usize, cookies: &str) -> TestResult {
        let answer = node.send("GET /me", Some(cookies.to_owned())).await?;
        match (answer.status.as_u16(), self.outage) {
            (200, _) => assert_eq!(answer.text, user.to_string()),
            (503, Outage::Refuse) => {}
            (status, _) => return Err(format!("{status} {}", answer.text).into()),
        }
        let counter = if answer.status == 200 { &self.served } else { &self.refused };
        counter.fetch_add(1, SeqCst);
        Ok(())
    }

    /// A session that was ended is not lent, unless the rule says so while the server is away.
    async fn ended(&self, node: &Node, cookies: &str) -> TestResult {
        let unchecked = node.told("unchecked");
        let answer = node.send("GET /me", Some(cookies.to_owned())).await?;
        match (answer.status.as_u16(), &*answer.text, self.outage) {
            (200, "nobody", _) | (503, _, Outage::Refuse) => Ok(()),
            (200, _, Outage::Accept) if node.told("unchecked") > unchecked => Ok(()),
            (status, text, _) => Err(format!("an ended session is answered {status} {text}").into()),
        }
    }

    async fn more_than(&self, counter: &AtomicUsize, more: usize, what: &str) {
        let (from, deadline) = (counter.load(SeqCst), Instant::now() + 3 * LONG);
        while counter.load(SeqCst) < from + more {
            assert!(Instant::now() < deadline, "{what}");
            tokio::task::yield_now().await;
        }
    }
}

async fn killed_under_load(outage: Outage) -> TestResult {
    let mut server = Server::start(&PERSISTENT);
    let load = Load::start(&server.url(), outage).await?;
    let mut visitors = JoinSet::new();
    for user in 1..=8 {
        visitors.spawn(Arc::clone(&load).visitor(user));
    }
    load.more_than(&load.served, 50, "it serves").await;
    for _ in 0..2 {
        server.kill();
        load.more_than(&load.refused, 20, "it refuses while the server is away").await;
        server.restart();
        load.more_than(&load.served, 50, "it serves again").await;
    }
    load.is_over.store(1, SeqCst);
    let mut acknowledged = Vec::new();
    for visitor in visitors.join_all().await {
        acknowledged.extend(visitor?);
    }
    assert!(acknowledged.len() >= 50, "{}", acknowledged.len());
    for cookies in acknowledged {
        for node in &load.nodes {
            assert_eq!(node.send("GET /me", Some(cookies.clone())).await?.text, "nobody");
        }
    }
    assert_eq!(load.nodes.each_ref().map(|node| node.told("revocations_lost")), [0, 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_load_loses_no_acknowledged_end_and_sessions_are_refused() -> TestResult
{
    killed_under_load(Outage::Refuse).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_load_loses_no_acknowledged_end_and_sessions_are_accepted() -> TestResult
{
    killed_under_load(Outage::Accept).await
}
