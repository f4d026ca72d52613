//! Tokens that work once, on whichever node.

use std::sync::Arc;

use iron_session::{IronToken, Keyring, OnceError, Outage, TokenManager};
use tokio::task::JoinSet;

use super::server::Server;
use super::site::{Node, TestResult};

#[derive(IronToken, Debug)]
#[iron(purpose = "magic-link", max_age = "15m")]
struct MagicLink {
    user: u64,
}

#[tokio::test]
async fn of_many_requests_at_once_one_opens_a_token() -> TestResult {
    let server = Server::start(&[]);
    let nodes = Arc::new([Node::start(&server.url()).await?, Node::start(&server.url()).await?]);
    let links = TokenManager::<MagicLink>::new(Keyring::for_tests());
    let text: Arc<str> = links.seal(&MagicLink { user: 7 })?.text.into();
    let mut visits = JoinSet::new();
    for visit in 0..50 {
        let (nodes, links, text) = (Arc::clone(&nodes), links.clone(), Arc::clone(&text));
        visits.spawn(async move { links.open_once(&text, &nodes[visit % 2].revocations).await });
    }
    let (opened, refused): (Vec<_>, Vec<_>) = visits.join_all().await.into_iter().partition(Result::is_ok);
    let opened: Vec<_> = opened.into_iter().flatten().map(|link| link.token.user).collect();
    assert_eq!(opened, [7]);
    assert!(refused.iter().all(|refused| matches!(refused, Err(OnceError::Used))));
    let key = server.keys("*:opened:*").pop().ok_or("it is remembered")?;
    assert!((800..=960).contains(&server.ask::<i64>(&format!("TTL {key}"))?), "until it ends");
    Ok(())
}

#[tokio::test]
async fn while_the_server_is_away_or_full_no_token_opens() -> TestResult {
    let mut server = Server::start(&[]);
    let node = Node::start_with(&server.url(), Outage::Accept, |ends| ends).await?;
    let links = TokenManager::<MagicLink>::new(Keyring::for_tests());
    let text = links.seal(&MagicLink { user: 7 })?.text;
    server.kill();
    assert!(matches!(links.open_once(&text, &node.revocations).await, Err(OnceError::Store(_))));
    server.restart();
    server.command("CONFIG SET maxmemory 1");
    assert!(matches!(links.open_once(&text, &node.revocations).await, Err(OnceError::Store(_))));
    server.command("CONFIG SET maxmemory 0");
    assert_eq!(links.open_once(&text, &node.revocations).await?.token.user, 7);
    Ok(())
}
