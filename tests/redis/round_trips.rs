//! How often the server is asked: once for each request with a seal that opens.

use iron_session::testing::Jar;

use super::proxy::Proxy;
use super::server::Server;
use super::site::{Node, TestResult};

#[tokio::test]
async fn a_request_with_a_seal_is_one_round_trip() -> TestResult {
    let server = Server::start(&[]);
    let proxy = Proxy::before(server.port).await?;
    let node = Node::start(&proxy.url()).await?;
    let mut browser = node.signed_in().await?;
    server.count_anew();
    proxy.round_trips();
    for _ in 0..20 {
        assert_eq!(node.who(&mut browser).await?, "7");
    }
    assert_eq!((proxy.round_trips(), server.count("mget")), (20, 20));
    assert_eq!(["set", "get", "evalsha", "eval", "hget"].map(|command| server.count(command)), [0; 5]);
    // The layer asks before it knows whether the handler wants a session.
    node.visit(&mut browser, "GET /static").await?;
    assert_eq!(proxy.round_trips(), 1);
    Ok(())
}

#[tokio::test]
async fn a_request_without_a_seal_that_opens_is_none() -> TestResult {
    let server = Server::start(&[]);
    let proxy = Proxy::before(server.port).await?;
    let node = Node::start(&proxy.url()).await?;
    let sealed = node.signed_in().await?.header("/").ok_or("a cookie")?;
    let forged = sealed.replace("__Host-s=", "__Host-s=A");
    let of_another = sealed.replace("__Host-s=", "__Host-t=");
    proxy.round_trips();
    for cookies in [None, Some(forged), Some(of_another), Some("__Host-s=".to_owned())] {
        for path in ["GET /static", "GET /login", "GET /me"] {
            assert_eq!(node.send(path, cookies.clone()).await?.status, 200);
        }
    }
    assert_eq!(proxy.round_trips(), 0);
    Ok(())
}

#[tokio::test]
async fn a_logout_asks_and_tells() -> TestResult {
    let server = Server::start(&[]);
    let proxy = Proxy::before(server.port).await?;
    let node = Node::start(&proxy.url()).await?;
    let mut browser = node.signed_in().await?;
    proxy.round_trips();
    node.visit(&mut browser, "POST /logout").await?;
    assert_eq!(proxy.round_trips(), 2);
    node.visit(&mut Jar::new(), "POST /note/hello").await?;
    assert_eq!(proxy.round_trips(), 0, "a visit of nobody ends nothing and is nobody's");
    Ok(())
}

#[tokio::test]
async fn of_two_cookies_the_one_that_was_not_ended_counts() -> TestResult {
    let server = Server::start(&[]);
    let proxy = Proxy::before(server.port).await?;
    let node = Node::start(&proxy.url()).await?;
    let mut early = Jar::new();
    node.visit(&mut early, "POST /login/8").await?;
    node.clock.advance(std::time::Duration::from_secs(5));
    let late = node.signed_in().await?;
    let cookies =
        |first: &Jar, second: &Jar| Some(format!("{}; {}", first.header("/")?, second.header("/")?));
    for both in [cookies(&early, &late), cookies(&late, &early)] {
        assert_eq!(node.send("GET /me", both.clone()).await?.text, "7", "the later one counts");
    }
    node.revocations.end_all(&7).await?;
    for both in [cookies(&early, &late), cookies(&late, &early)] {
        proxy.round_trips();
        assert_eq!(node.send("GET /me", both).await?.text, "8");
        assert_eq!(proxy.round_trips(), 1, "both are asked of at once");
    }
    Ok(())
}
