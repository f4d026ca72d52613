//! Two processes of one site.

use std::process::Command;

use iron_session::{Outage, Revocations};

use super::server::Server;
use super::site::{DAY, Node, SessionData, TestResult};

const URL: &str = "IRON_SESSION_TESTS_END_ALL_AT";

#[tokio::test]
async fn what_another_process_ends_is_refused_at_the_next_request() -> TestResult {
    let server = Server::start(&[]);
    let node = Node::start(&server.url()).await?;
    let mut browser = node.signed_in().await?;
    assert_eq!(node.who(&mut browser).await?, "7");
    let ended = Command::new(std::env::current_exe()?)
        .args(["--exact", "redis::processes::the_other_process"])
        .env(URL, server.url())
        .output()?;
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
    assert_eq!(node.who(&mut browser).await?, "nobody");
    Ok(())
}

/// What the other process does. Without a server to do it at, it does nothing.
#[tokio::test]
async fn the_other_process() -> TestResult {
    let Ok(url) = std::env::var(URL) else { return Ok(()) };
    Ok(Revocations::<SessionData>::redis(&url, Outage::Refuse, DAY).await?.end_all(&7).await?)
}
