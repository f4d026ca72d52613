//! Which servers are refused at the start, and what is told of those that are not.

use iron_session::testing::Jar;
use iron_session::{Outage, RevocationError, Revocations};
use std::time::{Duration, Instant};

use super::server::Server;
use super::site::{DAY, Node, SessionData, TestResult};

async fn refusal(url: &str) -> Result<RevocationError, &'static str> {
    let started = Revocations::<SessionData>::redis(url, Outage::Accept, DAY).await;
    started.err().ok_or("it was taken")
}

#[tokio::test]
async fn a_server_that_drops_entries_is_refused() -> TestResult {
    for policy in ["allkeys-lru", "volatile-ttl"] {
        let server = Server::start(&["--maxmemory-policy", policy]);
        let error = refusal(&server.url()).await?;
        assert!(matches!(&error, RevocationError::Evicts { policy: told } if told == policy), "{error}");
        assert!(error.to_string().contains("noeviction"), "{error}");
        server.command("CONFIG SET maxmemory-policy noeviction");
        Node::start(&server.url()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_replica_is_refused() -> TestResult {
    let primary = Server::start(&[]);
    let replica = Server::start(&["--replicaof", &format!("127.0.0.1 {}", primary.port)]);
    let error = refusal(&replica.url()).await?.to_string();
    assert!(error.contains("give the address of the primary"), "{error}");
    Ok(())
}

/// A name may lead to a server that was a primary, and is a replica after a failure.
#[tokio::test]
async fn a_primary_that_becomes_a_replica_is_not_read_any_more() -> TestResult {
    let (server, successor) = (Server::start(&[]), Server::start(&[]));
    let node = Node::start(&server.url()).await?;
    let mut browser = node.signed_in().await?;
    server.command(&format!("REPLICAOF 127.0.0.1 {}", successor.port));
    until("it is refused", async || {
        node.visit(&mut browser, "GET /me").await.is_ok_and(|me| me.status == 503)
    })
    .await;
    assert!(node.revocations.end_all(&7).await.is_err());
    server.command("REPLICAOF NO ONE");
    until("it is asked again", async || {
        node.visit(&mut browser, "GET /me").await.is_ok_and(|me| me.status == 200)
    })
    .await;
    Ok(())
}

#[tokio::test]
async fn a_cluster_is_refused() -> TestResult {
    let server = Server::start(&["--cluster-enabled", "yes"]);
    server.command("CLUSTER ADDSLOTSRANGE 0 16383");
    let mut error = String::new();
    // It needs a moment until it serves all of them.
    until("it serves its slots", async || {
        error = refusal(&server.url()).await.map_or_else(str::to_owned, |error| error.to_string());
        !error.to_uppercase().contains("CLUSTERDOWN")
    })
    .await;
    assert!(error.to_uppercase().contains("SLOT"), "{error}");
    Ok(())
}

/// Calls `is_done` until it is true.
async fn until(what: &str, mut is_done: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_done().await {
        assert!(Instant::now() < deadline, "{what}");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_error_shows_no_password() -> TestResult {
    let server = Server::start(&["--requirepass", "correct-horse"]);
    let port = server.port;
    for url in [
        format!("redis://:battery-staple@127.0.0.1:{port}"),
        format!("redis://ada:battery-staple@127.0.0.1:{port}/0"),
        "redis://:battery-staple@127.0.0.1:1".to_owned(),
        "redis://:battery-staple@127.0.0.1:70000".to_owned(),
        "redis://:battery-staple@127.0.0.1/battery".to_owned(),
        "rediss://:battery-staple@127.0.0.1".to_owned(),
        "http://:battery-staple@127.0.0.1".to_owned(),
    ] {
        let error = refusal(&url).await?;
        assert!(matches!(error, RevocationError::Store(_)));
        assert!(!format!("{error} {error:?}").contains("battery-staple"), "{error:?}");
    }
    let error = refusal(&format!("redis://127.0.0.1:{port}")).await?.to_string();
    assert!(error.contains("NOAUTH") || error.contains("Authentication required"), "{error}");
    Ok(())
}

/// All that the page `redis` tells to allow.
const ALLOWED: &str =
    "~iron-session:* +mget +set +get +time +evalsha +script|load +hset +hdel +hgetall +pexpireat";

#[tokio::test]
async fn a_user_of_few_rights_is_enough() -> TestResult {
    let server = Server::start(&[]);
    server.command(&format!("ACL SETUSER app on >secret {ALLOWED} +info"));
    server.command(&format!("ACL SETUSER silent on >secret {ALLOWED}"));
    for (user, told) in [("app", 0), ("silent", 1)] {
        let url = format!("redis://{user}:secret@127.0.0.1:{}", server.port);
        let node = Node::start_with(&url, Outage::Refuse, Revocations::devices).await?;
        let mut browser = node.signed_in().await?;
        for _ in 0..3 {
            assert_eq!(node.who(&mut browser).await?, "7");
        }
        assert_eq!(node.revocations.list(&7).await?.len(), 1);
        node.visit(&mut browser, "POST /logout").await?;
        node.revocations.end_all(&7).await?;
        assert_eq!(node.revocations.list(&7).await?.len(), 0);
        assert_eq!(node.told("eviction_unknown"), told, "{user}");
    }
    Ok(())
}

#[tokio::test]
async fn a_loss_is_told_once_by_each_node() -> TestResult {
    let server = Server::start(&[]);
    let (here, there) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    let mut browser = here.signed_in().await?;
    here.revocations.end_all(&7).await?;
    assert_eq!(here.who(&mut browser.clone()).await?, "nobody");
    for losses in 1..=2 {
        server.command("FLUSHALL");
        for _ in 0..3 {
            // What was ended is valid again. That is what the operator is told.
            assert_eq!(here.who(&mut browser).await?, "7");
            assert_eq!(there.who(&mut browser).await?, "7");
        }
        assert_eq!((here.told("revocations_lost"), there.told("revocations_lost")), (losses, losses));
        assert_eq!(server.keys("iron-session:data-set").len(), 1);
    }
    assert_eq!(server.ask::<i64>("TTL iron-session:data-set")?, -1, "it has no end");
    Ok(())
}

#[tokio::test]
async fn a_restart_without_a_file_is_a_loss() -> TestResult {
    let mut server = Server::start(&[]);
    let node = Node::start(&server.url()).await?;
    let mut browser = node.signed_in().await?;
    server.kill();
    server.restart();
    assert_eq!(node.who(&mut browser).await?, "7");
    assert_eq!(node.told("revocations_lost"), 1);
    Ok(())
}

#[tokio::test]
async fn what_is_stored_shows_no_subject_and_has_an_end() -> TestResult {
    let server = Server::start(&[]);
    let node = Node::start_with(&server.url(), Outage::Refuse, |ends| ends.devices().group("shop")).await?;
    let mut browser = Jar::new();
    node.visit(&mut browser, "POST /login/1234567890").await?;
    node.visit(&mut browser, "POST /end-others").await?;
    let keys = server.keys("*");
    let kinds = ["cut-off", "spared", "ended", "devices"].map(|kind| format!("iron-session:shop:{kind}:"));
    for kind in kinds {
        assert!(keys.iter().any(|key| key.starts_with(&kind)), "{kind} {keys:?}");
    }
    for key in keys.iter().filter(|key| *key != "iron-session:data-set") {
        assert!(key.starts_with("iron-session:shop:") && !key.contains("1234567890"), "{key}");
        let ends_in = server.ask::<i64>(&format!("TTL {key}"))?;
        // A day is `keep_for`. Two minutes more are for clocks that differ.
        assert!((1..=86_400 + 120).contains(&ends_in), "{key} {ends_in}");
    }
    Ok(())
}
