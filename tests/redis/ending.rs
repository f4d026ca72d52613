//! Sessions that are ended on one node, and what of them another node lets in.

use std::time::Duration;

use axum::http::StatusCode;
use iron_session::testing::Jar;
use iron_session::{Outage, Rejection};

use super::server::Server;
use super::site::{Node, TestResult};

#[tokio::test]
async fn an_end_on_one_node_counts_on_the_other_at_the_next_request() -> TestResult {
    let server = Server::start(&[]);
    let (here, there) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    let (mut first, mut second) = (here.signed_in().await?, there.signed_in().await?);
    let mut other_user = Jar::new();
    there.visit(&mut other_user, "POST /login/8").await?;
    assert_eq!((there.who(&mut first).await?, here.who(&mut second).await?), ("7".into(), "7".into()));

    here.revocations.end_all(&7).await?;
    for node in [&here, &there] {
        assert_eq!(node.who(&mut first).await?, "nobody");
        assert_eq!(node.who(&mut second).await?, "nobody");
        assert_eq!(node.who(&mut other_user).await?, "8");
    }
    Ok(())
}

#[tokio::test]
async fn one_session_is_ended_by_its_id() -> TestResult {
    let server = Server::start(&[]);
    let (here, there) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    let (mut first, mut second) = (here.signed_in().await?, here.signed_in().await?);
    let id = here.sessions.load_checked(&request(&first)?).await?.meta().id().ok_or("an id")?;
    there.revocations.end(id).await?;
    assert_eq!((here.who(&mut first).await?, here.who(&mut second).await?), ("nobody".into(), "7".into()));
    Ok(())
}

#[tokio::test]
async fn a_verdict_is_kept_for_as_long_as_was_said() -> TestResult {
    let server = Server::start(&[]);
    let here = Node::start(&server.url()).await?;
    let five = Duration::from_secs(5);
    let there = Node::start_with(&server.url(), Outage::Refuse, |ends| ends.cache_for(five)).await?;
    let mut browser = there.signed_in().await?;
    assert_eq!(there.who(&mut browser).await?, "7");

    here.revocations.end_all(&7).await?;
    server.count_anew();
    there.clock.advance(Duration::from_millis(4_999));
    assert_eq!(there.who(&mut browser).await?, "7", "the verdict is kept");
    assert_eq!(server.count("mget"), 0);
    there.clock.advance(Duration::from_millis(1));
    assert_eq!(there.who(&mut browser).await?, "nobody");
    assert_eq!(server.count("mget"), 1);
    Ok(())
}

#[tokio::test]
async fn what_a_process_ends_is_ended_at_once_there_in_spite_of_kept_verdicts() -> TestResult {
    let server = Server::start(&[]);
    let node =
        Node::start_with(&server.url(), Outage::Refuse, |ends| ends.cache_for(super::site::DAY)).await?;
    let mut browser = node.signed_in().await?;
    assert_eq!(node.who(&mut browser).await?, "7");
    node.revocations.end_all(&7).await?;
    assert_eq!(node.who(&mut browser).await?, "nobody");
    Ok(())
}

/// All of it happens at one reading of the node's clock, so in one second. If that is ahead of the server's,
/// both ends have even the same moment.
#[tokio::test]
async fn in_the_second_of_the_end_what_was_before_ends_and_what_comes_after_lives() -> TestResult {
    let server = Server::start(&[]);
    for ahead in [0, 30] {
        let node = Node::start(&server.url()).await?;
        node.clock.advance(Duration::from_secs(ahead));
        let mut before = node.signed_in().await?;
        node.revocations.end_all(&7).await?;
        let mut between = node.signed_in().await?;
        assert_eq!(
            (node.who(&mut before).await?, node.who(&mut between).await?),
            ("nobody".into(), "7".into())
        );

        node.revocations.end_all(&7).await?;
        let mut after = node.signed_in().await?;
        assert_eq!(
            (node.who(&mut between).await?, node.who(&mut after).await?),
            ("nobody".into(), "7".into())
        );
        // What is saved later is of the same session.
        node.visit(&mut after, "POST /note/hello").await?;
        assert_eq!(node.who(&mut after).await?, "7");
    }
    Ok(())
}

/// The clock of one node is half a minute ahead of the other's, and of the server's or behind it.
#[tokio::test]
async fn clocks_may_be_half_a_minute_apart() -> TestResult {
    let server = Server::start(&[]);
    let (slow, fast) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    for (behind, ahead) in [(15, 15), (0, 30), (30, 0)] {
        slow.clock.set(std::time::SystemTime::now() - Duration::from_secs(behind));
        fast.clock.set(std::time::SystemTime::now() + Duration::from_secs(ahead));
        for (here, there) in [(&slow, &fast), (&fast, &slow)] {
            let mut before = there.signed_in().await?;
            assert_eq!(here.who(&mut before).await?, "7");
            here.revocations.end_all(&7).await?;
            let mut after = [here.signed_in().await?, there.signed_in().await?];
            for node in [here, there] {
                assert_eq!(node.who(&mut before).await?, "nobody");
                for browser in &mut after {
                    assert_eq!(node.who(browser).await?, "7");
                }
            }
        }
    }
    Ok(())
}

/// Its own clock would place the end an hour ago.
#[tokio::test]
async fn an_end_counts_although_its_node_is_an_hour_late() -> TestResult {
    let server = Server::start(&[]);
    let (right, late) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    late.clock.set(right.clock.now() - Duration::from_secs(3600));
    let mut browser = right.signed_in().await?;
    late.revocations.end_all(&7).await?;
    assert_eq!(right.who(&mut browser).await?, "nobody");
    Ok(())
}

#[tokio::test]
async fn ending_the_others_spares_this_one() -> TestResult {
    let server = Server::start(&[]);
    let (here, there) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    for path in ["POST /end-others", "POST /renew-and-end-others"] {
        let (mut mine, mut other) = (here.signed_in().await?, there.signed_in().await?);
        let copy = mine.header("/");
        let answer = here.visit(&mut mine, path).await?;
        assert_eq!((answer.status, &*answer.text), (StatusCode::OK, "ended"));
        for node in [&here, &there] {
            assert_eq!(node.who(&mut mine).await?, "7", "{path}");
            assert_eq!(node.who(&mut other).await?, "nobody", "{path}");
            assert_eq!(node.send("GET /me", copy.clone()).await?.text, "nobody", "a copy from before");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_copy_of_the_cookie_is_worth_nothing_after_logout_and_renewal() -> TestResult {
    let server = Server::start(&[]);
    let (here, there) = (Node::start(&server.url()).await?, Node::start(&server.url()).await?);
    for path in ["POST /logout", "POST /login/7"] {
        let mut browser = here.signed_in().await?;
        let copy = browser.header("/");
        assert_eq!(there.send("GET /me", copy.clone()).await?.text, "7");
        assert_eq!(here.visit(&mut browser, path).await?.status, StatusCode::NO_CONTENT);
        assert_eq!(there.send("GET /me", copy).await?.text, "nobody", "{path}");
    }
    assert_eq!(here.told("revoked"), 2);
    Ok(())
}

/// The anonymous visit is older than the end of all sessions of the user who signs in with it.
#[tokio::test]
async fn a_login_without_renew_after_an_old_visit_lives() -> TestResult {
    let server = Server::start(&[]);
    let node = Node::start(&server.url()).await?;
    let mut browser = Jar::new();
    node.visit(&mut browser, "POST /note/hello").await?;
    node.clock.advance(Duration::from_secs(120));
    node.revocations.end_all(&7).await?;
    node.visit(&mut browser, "POST /login-without-renew/7").await?;
    assert_eq!(node.who(&mut browser).await?, "7");
    Ok(())
}

/// A page polls while its visitor signs out. The reader's response comes last and refreshes the cookie.
#[tokio::test]
async fn a_reader_that_overlaps_a_logout_does_not_revive_the_session() -> TestResult {
    let server = Server::start(&[]);
    let node = Node::start(&server.url()).await?;
    let mut browser = node.signed_in().await?;
    node.clock.advance(Duration::from_secs(3000)); // the sessions are refreshed after ten minutes
    let request = request(&browser)?;
    let mut polling = node.sessions.load_checked(&request).await?;
    assert_eq!(polling.user(), Some(7));
    node.visit(&mut browser, "POST /logout").await?;

    let mut late = http::Response::new(());
    polling.save_checked(&mut late).await?;
    assert!(late.headers().contains_key("set-cookie"), "it is refreshed");
    browser.receive("/", &late);
    assert!(browser.header("/").is_some(), "the browser has a cookie again");
    assert_eq!(node.who(&mut browser).await?, "nobody");
    Ok(())
}

#[tokio::test]
async fn the_reason_is_told() -> TestResult {
    let server = Server::start(&[]);
    let node = Node::start(&server.url()).await?;
    let browser = node.signed_in().await?;
    node.revocations.end_all(&7).await?;
    let session = node.sessions.load_checked(&request(&browser)?).await?;
    assert_eq!((session.user(), session.meta().rejection()), (None, Some(Rejection::Revoked)));
    Ok(())
}

fn request(browser: &Jar) -> TestResult<http::Request<()>> {
    Ok(http::Request::builder().header("cookie", browser.header("/").ok_or("a cookie")?).body(())?)
}
