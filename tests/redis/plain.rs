//! A program without a layer, which waits for the server by hand.

use http::{HeaderMap, Response, StatusCode};
use iron_session::testing::Jar;
use iron_session::{Error, Outage, Session, SessionError};

use super::server::Server;
use super::site::{Node, SessionData, TestResult};

async fn loaded(node: &Node, browser: &Jar) -> TestResult<Result<Session<SessionData>, SessionError>> {
    let mut headers = HeaderMap::new();
    if let Some(cookies) = browser.header("/") {
        headers.insert("cookie", cookies.parse()?);
    }
    Ok(node.sessions.load_checked(&headers).await)
}

/// A browser in which user 7 has signed in.
async fn signed_in(node: &Node) -> TestResult<Jar> {
    let (mut browser, mut response) = (Jar::new(), Response::new(()));
    let mut session = loaded(node, &browser).await??;
    session.renew();
    session.set_user(7);
    session.save_checked(&mut response).await?;
    browser.receive("/", &response);
    Ok(browser)
}

#[tokio::test]
async fn a_logout_ends_the_session_on_another_node() -> TestResult {
    let server = Server::start(&[]);
    let (here, there) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    let browser = signed_in(&here).await?;
    let session = loaded(&there, &browser).await??;
    assert_eq!(session.user(), Some(7));
    let mut response = Response::new(());
    session.destroy().save_checked(&mut response).await?;
    assert_eq!(loaded(&here, &browser).await??.user(), None, "a copy of the cookie");
    Ok(())
}

#[tokio::test]
async fn while_the_server_is_away_nothing_is_written_but_removals() -> TestResult {
    let mut server = Server::start(&[]);
    for (outage, user) in [(Outage::Refuse, None), (Outage::Accept, Some(7))] {
        let node = Node::start_with(&server.url(), outage, |ends| ends).await?;
        let browser = signed_in(&node).await?;
        let (mut renewed, destroyed) = (loaded(&node, &browser).await??, loaded(&node, &browser).await??);
        server.kill();
        match loaded(&node, &browser).await? {
            Ok(session) => assert_eq!(session.user(), user),
            Err(error) => assert!(matches!(error, SessionError::Unavailable { .. }) && user.is_none()),
        }
        let mut response = Response::new(());
        renewed.renew();
        assert!(matches!(renewed.save_checked(&mut response).await, Err(Error::Store(_))));
        assert!(response.headers().get("set-cookie").is_none());
        assert!(matches!(destroyed.destroy().save_checked(&mut response).await, Err(Error::Store(_))));
        let removal = response.headers().get("set-cookie").ok_or("the removal")?;
        assert!(removal.to_str()?.contains("Max-Age=0"));
        server.restart();
        let answer = node.send("GET /me", browser.header("/")).await?;
        assert_eq!((answer.status, &*answer.text), (StatusCode::OK, "7"), "nothing was ended");
    }
    Ok(())
}

#[tokio::test]
async fn a_save_that_does_not_wait_says_so() -> TestResult {
    let server = Server::start(&[]);
    let node = Node::start(&server.url()).await?;
    let mut session = loaded(&node, &Jar::new()).await??;
    session.set_user(7);
    let mut response = Response::new(());
    let error = session.save(&mut response).err().ok_or("it was saved without the store")?;
    assert!(
        matches!(error, Error::Unsettled { .. }) && error.to_string().contains("save_checked"),
        "{error}"
    );
    assert!(response.headers().get("set-cookie").is_none());
    Ok(())
}
